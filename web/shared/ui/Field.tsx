import type {
  ComponentChildren,
  InputHTMLAttributes,
  PartialInputHTMLAttributes,
  Ref,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from "preact";
import { useId } from "preact/hooks";
import { classes } from "./classes";
import { Icon } from "./Icon";
import { CircleAlert } from "./icons";
import css from "./Field.module.css";

type Frame = {
  label: string;
  hint?: ComponentChildren;
  /** A sentence that says how to put it right. */
  error?: string | false | undefined;
  /** The label is read out but not drawn. */
  labelHidden?: boolean;
};

/** Label above, control, hint or error below, all tied together. `children` draws the control with the ids it is given. */
export function Frame({
  label,
  hint,
  error,
  labelHidden,
  children,
}: Frame & { children: (tied: Tied) => ComponentChildren }) {
  const id = useId();
  const below = error || hint ? `${id}-below` : undefined;
  return (
    <div class={css.field}>
      <label for={id} class={labelHidden ? css.hiddenLabel : css.label}>
        {label}
      </label>
      {children({ id, "aria-describedby": below, "aria-invalid": error ? true : undefined })}
      {error ? (
        <p id={below} class={css.error}>
          <Icon of={CircleAlert} size="s" />
          {error}
        </p>
      ) : (
        hint && (
          <p id={below} class={css.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

type Tied = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

type TextType =
  "text" | "email" | "password" | "search" | "tel" | "url" | "number" | "date" | "datetime-local" | "time" | "color";

type FieldProps = Frame &
  Omit<PartialInputHTMLAttributes<HTMLInputElement>, "label" | "id" | "role" | "type"> & { type?: TextType } & {
    inputRef?: Ref<HTMLInputElement>;
    icon?: string;
  };

export function Field({ label, hint, error, labelHidden = false, inputRef, icon, ...rest }: FieldProps) {
  return (
    <Frame label={label} hint={hint} error={error} labelHidden={labelHidden}>
      {(tied) => {
        const attributes = { ...rest, ...tied, class: css.input } as InputHTMLAttributes;
        const input = <input {...attributes} ref={inputRef ?? null} />;
        if (!icon) return input;
        return (
          <span class={css.withIcon}>
            <Icon of={icon} />
            {input}
          </span>
        );
      }}
    </Frame>
  );
}

type TextareaProps = Frame & Omit<TextareaHTMLAttributes, "label" | "id">;

export function Textarea({ label, hint, error, labelHidden = false, ...rest }: TextareaProps) {
  return (
    <Frame label={label} hint={hint} error={error} labelHidden={labelHidden}>
      {(tied) => <textarea rows={3} {...rest} {...tied} class={classes(css.input, css.textarea)} />}
    </Frame>
  );
}

type SelectProps = Frame & Omit<SelectHTMLAttributes, "label" | "id" | "role"> & { children: ComponentChildren };

export function Select({ label, hint, error, labelHidden = false, children, ...rest }: SelectProps) {
  return (
    <Frame label={label} hint={hint} error={error} labelHidden={labelHidden}>
      {(tied) => (
        <select {...rest} {...tied} class={classes(css.input, css.select)}>
          {children}
        </select>
      )}
    </Frame>
  );
}
