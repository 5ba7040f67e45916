import { useState } from "preact/hooks";
import { platform, type App } from "../api/platform";
import { CopyLink } from "../forms/CopyLink";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { useFormats } from "../../shared/text/formats";
import { Button } from "../../shared/ui/Button";
import { Switch } from "../../shared/ui/Check";
import { Dialog } from "../../shared/ui/Dialog";
import { Select } from "../../shared/ui/Field";
import { KeyRound } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import { useAppsChanged } from "./apps";
import { ShownOnce } from "./ShownOnce";
import { useDeveloperText } from "./text/useText";
import form from "../forms/Form.module.css";
import css from "./Developers.module.css";

const overlaps = [0, 1, 24, 168];

/** The app's id and the way to a new secret; the one it has is never shown again. */
export function Keys({ app }: { app: App }) {
  const words = useDeveloperText();
  const page = usePage();
  const changed = useAppsChanged();
  const [replacing, setReplacing] = useState(false);
  const proof = useSubmit<boolean>(async (on) => {
    await platform.requireProof(page.id, app.app_id, on);
    await changed();
  });
  return (
    <>
      <CopyLink url={app.app_id} label={words.app.id} />
      <div class={css.line}>
        <p class={css.hint}>{words.keys.secretHint}</p>
        <Button size="sm" icon={KeyRound} onClick={() => setReplacing(true)}>
          {words.keys.replace}
        </Button>
      </div>
      {app.requires_proof !== undefined && (
        <>
          <Switch
            label={words.keys.proof}
            hint={words.keys.proofHint}
            checked={app.requires_proof}
            onChange={(on) => void proof.run(on)}
          />
          <ProblemNote problem={proof.problem} />
        </>
      )}
      {replacing && <ReplaceSecret app={app} onClose={() => setReplacing(false)} />}
    </>
  );
}

function ReplaceSecret({ app, onClose }: { app: App; onClose: () => void }) {
  const t = useText();
  const words = useDeveloperText().keys;
  const page = usePage();
  const formats = useFormats();
  const [hours, setHours] = useState(24);
  const [made, setMade] = useState<{ app_secret: string; old_secret_until: string }>();
  const replace = useSubmit(async () => setMade(await platform.replaceSecret(page.id, app.app_id, hours)));
  if (made) {
    const hint = hours === 0 ? words.oldEnded : words.oldUntil(formats.dateTime(made.old_secret_until));
    return (
      <ShownOnce
        title={words.newSecret}
        secrets={[{ label: words.secret, value: made.app_secret, hint }]}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      title={words.replaceTitle}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="go" busy={replace.busy && words.replacing} onClick={() => void replace.run()}>
            {words.replace}
          </Button>
        </>
      }
    >
      <div class={form.form}>
        <p>{words.replaceBody}</p>
        <Select
          label={words.overlap}
          value={String(hours)}
          onChange={(event) => setHours(Number(event.currentTarget.value))}
        >
          {overlaps.map((one) => (
            <option key={one} value={String(one)}>
              {words.overlaps[one]}
            </option>
          ))}
        </Select>
        <ProblemNote problem={replace.problem} />
      </div>
    </Dialog>
  );
}
