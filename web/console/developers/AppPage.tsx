import { useState } from "preact/hooks";
import { useLocation } from "wouter";
import { platform } from "../api/platform";
import { Card } from "../forms/Card";
import { Confirm } from "../forms/Confirm";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { Pencil, Trash2 } from "../../shared/ui/icons";
import { Skeleton } from "../../shared/ui/Skeleton";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { AccessTokens } from "./AccessTokens";
import { AppMarks } from "./AppMarks";
import { useApps, useAppsChanged } from "./apps";
import { Back } from "./Back";
import { Keys } from "./Keys";
import { NameDialog } from "./NameDialog";
import { Notices } from "./Notices";
import { TestEvent } from "./TestEvent";
import { useDeveloperText } from "./text/useText";
import { WebhookForm } from "./WebhookForm";
import css from "./Developers.module.css";

/** One app: its name, keys and tokens, where it is told, and how that goes. */
export function AppPage({ id }: { id: string }) {
  const t = useText();
  const words = useDeveloperText();
  const page = usePage();
  const [, go] = useLocation();
  const apps = useApps();
  const changed = useAppsChanged();
  const [asking, setAsking] = useState<"rename" | "remove">();
  const list = paths.developers(page.handle, "apps");
  const app = apps.data?.apps.find((one) => one.app_id === id);

  const isDefault = apps.data?.default_app === id;
  const makeDefault = useSubmit(async () => {
    await platform.makeDefault(page.id, id);
    await changed();
    toast(words.app.madeDefault(app?.name ?? ""));
  });

  if (apps.error) return <ProblemNote problem={apps.error} onRetry={() => void apps.refetch()} />;
  if (!apps.data) return <Skeleton label={t.common.loading} rows={4} />;
  if (!app) return <Empty title={t.problems.byCode.not_found ?? ""} button={<Back to={list}>{words.app.back}</Back>} />;
  return (
    <div class={css.column}>
      <Back to={list}>{words.app.back}</Back>
      <Card
        title={app.name}
        hint={
          <span class={css.marks}>
            <AppMarks app={app} isDefault={isDefault} />
          </span>
        }
        action={
          <Button size="sm" icon={Pencil} onClick={() => setAsking("rename")}>
            {words.app.rename}
          </Button>
        }
      >
        <div class={css.line}>
          <p class={css.hint}>{isDefault ? words.app.defaultHint : words.app.notDefaultHint}</p>
          {!isDefault && (
            <Button size="sm" busy={makeDefault.busy && words.app.makeDefault} onClick={() => void makeDefault.run()}>
              {words.app.makeDefault}
            </Button>
          )}
        </div>
        <ProblemNote problem={makeDefault.problem} />
        <Keys app={app} />
      </Card>
      <AccessTokens app={app} />
      <WebhookForm key={app.webhook?.callback_url} app={app} />
      <TestEvent app={app} />
      <Notices app={app} />
      <div>
        <Button look="bad" icon={Trash2} onClick={() => setAsking("remove")}>
          {words.app.remove}
        </Button>
      </div>

      {asking === "rename" && (
        <NameDialog
          title={words.app.rename}
          verb={t.common.save}
          busy={t.common.saving}
          name={app.name}
          save={async (name) => {
            await platform.renameApp(page.id, id, name);
            await changed();
            setAsking(undefined);
            toast(words.app.renamed);
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === "remove" && (
        <Confirm
          title={words.app.removeTitle(app.name)}
          keep={words.app.keep}
          verb={words.app.remove}
          act={async () => {
            await platform.removeApp(page.id, id);
            toast(words.app.removed(app.name));
            go(list, { replace: true });
            await changed();
          }}
          onClose={() => setAsking(undefined)}
        >
          {words.app.removeBody}
        </Confirm>
      )}
    </div>
  );
}
