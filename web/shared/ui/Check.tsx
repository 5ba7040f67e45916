import type { ComponentChildren, PartialInputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import css from "./Check.module.css";

type Props = Omit<PartialInputHTMLAttributes<HTMLInputElement>, "type" | "role" | "label" | "id" | "onChange"> & {
  label: ComponentChildren;
  hint?: ComponentChildren;
  onChange?: (on: boolean) => void;
};

export function Checkbox(props: Props) {
  return <Check {...props} look={css.checkbox} />;
}

/** Takes effect at once; a checkbox waits for the form's button. */
export function Switch(props: Props) {
  return <Check {...props} look={css.switch} role="switch" />;
}

function Check({ label, hint, onChange, look, role, ...rest }: Props & { look: string | undefined; role?: "switch" }) {
  const id = useId();
  return (
    <div class={css.row}>
      <input
        {...rest}
        {...(role ? { role } : {})}
        id={id}
        type="checkbox"
        class={look}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class={css.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
