import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ComponentChildren, Ref } from "preact";
import { classes } from "./classes";
import { Icon } from "./Icon";
import css from "./Button.module.css";

type Look = "edge" | "go" | "brand" | "plain" | "bad";
type Size = "m" | "sm" | "big";

type ButtonProps = Omit<ButtonHTMLAttributes, "icon" | "size" | "disabled"> & {
  look?: Look;
  size?: Size;
  icon?: string;
  /** The verb while it runs ("Saving"): shows a spinner and ignores presses. */
  busy?: string | false | undefined;
  /** Why it cannot be pressed now; it stays focusable and says so. */
  off?: string | false | undefined;
  buttonRef?: Ref<HTMLButtonElement>;
  children: ComponentChildren;
};

export function Button({
  look = "edge",
  size = "m",
  icon,
  busy,
  off,
  buttonRef,
  class: className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      ref={buttonRef ?? null}
      type={type}
      class={classes(css.button, css[look], css[size], typeof className === "string" && className)}
      aria-busy={busy ? true : undefined}
      aria-disabled={off || busy ? true : undefined}
      title={off || rest.title}
      onClick={(event) => {
        if (off || busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span class={css.spin} aria-hidden="true" /> : icon && <Icon of={icon} size="s" />}
      {busy || children}
    </button>
  );
}

type LinkButtonProps = Omit<AnchorHTMLAttributes, "icon" | "size" | "role" | "href"> & {
  href: string;
  look?: Look;
  size?: Size;
  icon?: string;
  children: ComponentChildren;
};

export function LinkButton({ look = "edge", size = "m", icon, class: className, children, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} class={classes(css.button, css[look], css[size], typeof className === "string" && className)}>
      {icon && <Icon of={icon} size="s" />}
      {children}
    </a>
  );
}

type IconButtonProps = Omit<ButtonHTMLAttributes, "icon" | "label"> & {
  icon: string;
  label: string;
  buttonRef?: Ref<HTMLButtonElement>;
};

/** An icon alone: its name is read out and shown as a tip. */
export function IconButton({ icon, label, buttonRef, class: className, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      ref={buttonRef ?? null}
      type={type}
      class={classes(css.iconButton, typeof className === "string" && className)}
      aria-label={label}
      title={label}
    >
      <Icon of={icon} />
    </button>
  );
}
