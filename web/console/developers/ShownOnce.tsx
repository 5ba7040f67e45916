import { Banner } from "../../shared/ui/Banner";
import { Button } from "../../shared/ui/Button";
import { Dialog } from "../../shared/ui/Dialog";
import { KeyRound } from "../../shared/ui/icons";
import type { AppKeys } from "../api/platform";
import { CopyLink } from "../forms/CopyLink";
import { useDeveloperText, type DeveloperText } from "./text/useText";
import form from "../forms/Form.module.css";

export type Secret = { label: string; value: string; hint?: string };

/** Keys that are shown this once: nothing but the button closes it. */
export function ShownOnce({ title, secrets, onClose }: { title: string; secrets: Secret[]; onClose: () => void }) {
  const words = useDeveloperText().keys;
  const several = secrets.length > 1;
  return (
    <Dialog
      title={title}
      onClose={() => undefined}
      buttons={
        <Button look="go" onClick={onClose}>
          {several ? words.kept : words.keptOne}
        </Button>
      }
    >
      <div class={form.form}>
        <Banner look="care" icon={KeyRound}>
          {several ? words.once : words.onceOne}
        </Banner>
        {secrets.map(({ label, value, hint }) => (
          <CopyLink key={label} url={value} label={label} {...(hint ? { hint } : {})} />
        ))}
      </div>
    </Dialog>
  );
}

export function secretsOf(words: DeveloperText, keys: AppKeys): Secret[] {
  return [
    { label: words.app.id, value: keys.app_id },
    { label: words.keys.secret, value: keys.app_secret },
    { label: words.keys.verifyToken, value: keys.verify_token },
    { label: words.keys.pageToken, value: keys.page_access_token },
  ];
}
