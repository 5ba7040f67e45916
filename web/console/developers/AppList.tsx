import { useState } from "preact/hooks";
import { Card } from "../forms/Card";
import { CopyLink } from "../forms/CopyLink";
import { ProblemNote } from "../forms/ProblemNote";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { Button, LinkButton } from "../../shared/ui/Button";
import { ChevronRight, ExternalLink, Plus } from "../../shared/ui/icons";
import { Icon } from "../../shared/ui/Icon";
import { ListRow } from "../../shared/ui/ListRow";
import { Skeleton } from "../../shared/ui/Skeleton";
import { useText } from "../text/useText";
import { AppMarks } from "./AppMarks";
import { useApps, useAppsChanged } from "./apps";
import { NewApp } from "./NewApp";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

export function AppList() {
  const t = useText();
  const words = useDeveloperText();
  const page = usePage();
  const apps = useApps();
  const changed = useAppsChanged();
  const [making, setMaking] = useState(false);
  return (
    <div class={css.column}>
      {apps.error && <ProblemNote problem={apps.error} onRetry={() => void apps.refetch()} />}
      {apps.isPending && <Skeleton label={t.common.loading} rows={2} />}
      {apps.data && (
        <Card
          title={words.apps}
          hint={words.app.hint}
          flush
          action={
            <Button look="go" icon={Plus} onClick={() => setMaking(true)}>
              {words.app.make}
            </Button>
          }
        >
          {apps.data.apps.length === 0 ? (
            <p class={css.quiet}>
              {words.app.none}. {words.app.noneHint}
            </p>
          ) : (
            <ul class={css.rows}>
              {apps.data.apps.map((app) => (
                <li key={app.app_id}>
                  <ListRow
                    href={paths.developers(page.handle, "apps", app.app_id)}
                    title={app.name}
                    line={<code class={css.code}>{app.app_id}</code>}
                    tags={<AppMarks app={app} isDefault={apps.data.default_app === app.app_id} />}
                    side={<Icon of={ChevronRight} />}
                  />
                </li>
              ))}
            </ul>
          )}
        </Card>
      )}
      <Card title={words.reference} hint={words.app.baseHint}>
        <CopyLink url={location.origin} label={words.app.baseAddress} />
        <div>
          <LinkButton href="/developers/reference" target="_blank" rel="noreferrer" icon={ExternalLink}>
            {words.reference}
          </LinkButton>
        </div>
      </Card>
      {making && (
        <NewApp
          onClose={() => {
            setMaking(false);
            void changed();
          }}
        />
      )}
    </div>
  );
}
