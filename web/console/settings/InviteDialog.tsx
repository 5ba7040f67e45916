import { useState } from "preact/hooks";
import { accounts, type Role } from "../api/accounts";
import { CopyLink } from "../forms/CopyLink";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { useMember } from "../frame/page";
import { useFormats } from "../../shared/text/formats";
import { Button } from "../../shared/ui/Button";
import { Dialog } from "../../shared/ui/Dialog";
import { Field, Select } from "../../shared/ui/Field";
import { useText } from "../text/useText";
import css from "../forms/Form.module.css";

/** Makes a link that works once; the member sends it, we send nothing. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const words = t.settings.members;
  const { member } = useMember();
  const formats = useFormats();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [link, setLink] = useState<{ url: string; expires_at: string }>();
  const make = useSubmit(async () => {
    setLink(await accounts.invite({ ...(email.trim() ? { email: email.trim() } : {}), role }));
  });
  const roles: Role[] = member.role === "owner" ? ["agent", "admin", "owner"] : ["agent", "admin"];

  if (link) {
    return (
      <Dialog title={words.inviteTitle} onClose={onClose} buttons={<Button onClick={onClose}>{t.common.close}</Button>}>
        <CopyLink url={link.url} label={words.linkReady} hint={words.until(formats.dateTime(link.expires_at))} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={words.inviteTitle}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="go" type="submit" form="invite" busy={make.busy && words.makeLink}>
            {words.makeLink}
          </Button>
        </>
      }
    >
      <form
        id="invite"
        class={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void make.run();
        }}
      >
        <Select
          label={words.role}
          hint={words.rolesHint[role]}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as Role)}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {words.roles[one]}
            </option>
          ))}
        </Select>
        <Field
          label={`${words.email} (${t.common.optional})`}
          hint={words.emailHint}
          type="email"
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <ProblemNote problem={make.problem} />
      </form>
    </Dialog>
  );
}
