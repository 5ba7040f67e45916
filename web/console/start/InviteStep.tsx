import { useState } from "preact/hooks";
import { accounts } from "../api/accounts";
import { CopyLink } from "../forms/CopyLink";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { useFormats } from "../../shared/text/formats";
import { Button } from "../../shared/ui/Button";
import { UserPlus } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import type { StepProps } from "./Start";
import { Step } from "./Step";
import css from "./Step.module.css";

export function InviteStep({ number, onNext, onBack }: StepProps) {
  const t = useText();
  const formats = useFormats();
  const [link, setLink] = useState<{ url: string; expires_at: string }>();
  const make = useSubmit(async () => setLink(await accounts.invite({ role: "agent" })));
  return (
    <Step
      number={number}
      title={t.start.inviteTitle}
      hint={t.start.inviteHint}
      verb={t.start.finish}
      onBack={onBack}
      onSubmit={onNext}
    >
      <div class={css.fields}>
        {link ? (
          <CopyLink
            url={link.url}
            label={t.start.inviteReady}
            hint={t.settings.members.until(formats.dateTime(link.expires_at))}
          />
        ) : (
          <div>
            <Button icon={UserPlus} busy={make.busy && t.start.inviteMake} onClick={() => void make.run()}>
              {t.start.inviteMake}
            </Button>
          </div>
        )}
        <ProblemNote problem={make.problem} />
      </div>
    </Step>
  );
}
