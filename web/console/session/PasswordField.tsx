import { useState } from "preact/hooks";
import { IconButton } from "../../shared/ui/Button";
import { Field } from "../../shared/ui/Field";
import { Eye, EyeOff } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import css from "./Door.module.css";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autocomplete: "current-password" | "new-password";
  hint?: string | undefined;
  error?: string | undefined;
};

export function PasswordField({ label, value, onChange, autocomplete, hint, error }: Props) {
  const t = useText();
  const [shown, setShown] = useState(false);
  return (
    <div class={css.password}>
      <Field
        label={label}
        type={shown ? "text" : "password"}
        name="password"
        autocomplete={autocomplete}
        value={value}
        hint={hint}
        error={error}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <IconButton
        icon={shown ? EyeOff : Eye}
        label={shown ? t.session.hidePassword : t.session.showPassword}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      />
    </div>
  );
}
