import { useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { accounts } from "../api/accounts";
import { Card } from "../forms/Card";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { useMember } from "../frame/page";
import { shortestPassword } from "../session/NewMember";
import { PasswordField } from "../session/PasswordField";
import { meKey } from "../session/session";
import { Button } from "../../shared/ui/Button";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import css from "../forms/Form.module.css";

export function PasswordSettings() {
  const t = useText();
  const words = t.settings.you;
  const { member } = useMember();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [checked, setChecked] = useState(false);

  const close = () => {
    setOpen(false);
    setCurrent("");
    setPassword("");
    setChecked(false);
    save.clear();
  };
  const save = useSubmit(async () => {
    await accounts.changePassword({ ...(member.has_password ? { current } : {}), password });
    toast(words.passwordChanged);
    await client.invalidateQueries({ queryKey: meKey });
    close();
  });

  return (
    <Card
      title={words.password}
      action={
        !open && (
          <Button size="sm" onClick={() => setOpen(true)}>
            {member.has_password ? words.passwordSet : words.passwordNew}
          </Button>
        )
      }
    >
      {open && (
        <form
          class={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setChecked(true);
            if (password.length >= shortestPassword && (current || !member.has_password)) void save.run();
          }}
        >
          {member.has_password && (
            <PasswordField
              label={words.current}
              value={current}
              onChange={setCurrent}
              autocomplete="current-password"
              error={checked && !current ? t.session.passwordMissing : undefined}
            />
          )}
          <PasswordField
            label={t.session.newPassword}
            hint={t.session.passwordShort}
            value={password}
            onChange={setPassword}
            autocomplete="new-password"
            error={checked && password.length < shortestPassword ? t.session.passwordShort : undefined}
          />
          <ProblemNote problem={save.problem} />
          <div class={css.buttons}>
            <Button onClick={close}>{t.common.cancel}</Button>
            <Button look="go" type="submit" busy={save.busy && t.common.saving}>
              {t.common.save}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
