import { useQuery, useQueryClient } from "@tanstack/react-query";
import { accounts } from "../api/accounts";
import { Card } from "../forms/Card";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { addPasskey, PasskeyStopped, passkeysWork } from "../session/passkeys";
import { meKey } from "../session/session";
import { useFormats } from "../../shared/text/formats";
import { Button } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { KeyRound, Plus } from "../../shared/ui/icons";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import css from "./Settings.module.css";

const passkeysKey = ["passkeys"];

export function PasskeySettings() {
  const t = useText();
  const words = t.settings.you;
  const formats = useFormats();
  const client = useQueryClient();
  const passkeys = useQuery({ queryKey: passkeysKey, queryFn: accounts.passkeys });
  const refresh = () =>
    Promise.all([client.invalidateQueries({ queryKey: passkeysKey }), client.invalidateQueries({ queryKey: meKey })]);

  const count = passkeys.data?.passkeys.length ?? 0;
  const add = useSubmit(async () => {
    await addPasskey(words.passkeyName(count + 1));
    toast(words.passkeyAdded);
    await refresh();
  });
  const remove = useSubmit(async (id: string) => {
    await accounts.removePasskey(id);
    toast(words.passkeyRemoved);
    await refresh();
  });

  return (
    <Card
      title={words.passkeys}
      hint={words.passkeysHint}
      flush={count > 0}
      action={
        <Button
          size="sm"
          icon={Plus}
          off={!passkeysWork() && t.session.noPasskeys}
          busy={add.busy && words.passkeyAdd}
          onClick={() => void add.run()}
        >
          {words.passkeyAdd}
        </Button>
      }
    >
      {count === 0 && <p class={css.hint}>{words.passkeyNone}</p>}
      {add.problem instanceof PasskeyStopped ? (
        <p class={css.hint}>{t.session.passkeyStopped}</p>
      ) : (
        <ProblemNote problem={add.problem ?? remove.problem ?? passkeys.error} />
      )}
      {passkeys.data?.passkeys.map((passkey, index) => (
        <div key={passkey.id} class={css.row}>
          <Icon of={KeyRound} />
          <span class={css.words}>
            <b>{passkey.name ?? words.passkeyName(index + 1)}</b>
            {passkey.made_at && <span>{formats.day(passkey.made_at)}</span>}
          </span>
          <Button size="sm" onClick={() => void remove.run(passkey.id)}>
            {t.common.remove}
          </Button>
        </div>
      ))}
    </Card>
  );
}
