import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { platform, type AccessToken, type App } from "../api/platform";
import { Card } from "../forms/Card";
import { Confirm } from "../forms/Confirm";
import { ProblemNote } from "../forms/ProblemNote";
import { usePage } from "../frame/page";
import { useFormats } from "../../shared/text/formats";
import { Button } from "../../shared/ui/Button";
import { Plus } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { Skeleton } from "../../shared/ui/Skeleton";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { NewToken } from "./NewToken";
import { allScopes } from "./scopes";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

export function AccessTokens({ app }: { app: App }) {
  const t = useText();
  const words = useDeveloperText().tokens;
  const page = usePage();
  const formats = useFormats();
  const client = useQueryClient();
  const key = ["tokens", page.id, app.app_id];
  const list = useQuery({ queryKey: key, queryFn: () => platform.tokens(page.id, app.app_id) });
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<AccessToken>();
  const changed = () => client.invalidateQueries({ queryKey: key });
  const nameOf = (token: AccessToken) => token.name || words.first;
  return (
    <Card
      title={words.title}
      hint={words.hint}
      flush
      action={
        <Button size="sm" icon={Plus} onClick={() => setMaking(true)}>
          {words.make}
        </Button>
      }
    >
      {list.error && <ProblemNote problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton label={t.common.loading} rows={1} />}
      {list.data?.tokens.length === 0 && <p class={css.quiet}>{words.none}</p>}
      {list.data && (
        <ul class={css.rows} aria-label={words.title}>
          {list.data.tokens.map((token) => (
            <li key={token.token_id} class={css.row}>
              <span class={css.words}>
                <b>{nameOf(token)}</b>
                <span>
                  {words.made(formats.ago(token.made_at))}
                  {" · "}
                  {token.last_used_at ? words.used(formats.ago(token.last_used_at)) : words.unused}
                </span>
                <span class={css.marks}>
                  {token.scopes.length === allScopes.length ? (
                    <Tag>{words.everything}</Tag>
                  ) : (
                    token.scopes.map((scope) => <Tag key={scope}>{scope}</Tag>)
                  )}
                </span>
              </span>
              <Button size="sm" aria-label={words.revokeOne(nameOf(token))} onClick={() => setRevoking(token)}>
                {words.revoke}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {making && (
        <NewToken
          app={app}
          onClose={() => {
            setMaking(false);
            void changed();
          }}
        />
      )}
      {revoking && (
        <Confirm
          title={words.revokeTitle(nameOf(revoking))}
          keep={words.keep}
          verb={words.revoke}
          act={async () => {
            await platform.revokeToken(page.id, app.app_id, revoking.token_id);
            toast(words.revoked);
            await changed();
          }}
          onClose={() => setRevoking(undefined)}
        >
          {words.revokeBody}
        </Confirm>
      )}
    </Card>
  );
}
