import type { ComponentChildren } from "preact";
import { classes } from "./classes";
import { Icon } from "./Icon";
import { Bell } from "./icons";
import css from "./Mark.module.css";

/** A count; `quiet` when it asks nothing of anybody. */
export function Badge({ count, label, quiet = false }: { count: number; label?: string; quiet?: boolean }) {
  return (
    <span class={classes(css.badge, quiet && css.quiet)} aria-label={label} role={label ? "img" : undefined}>
      {count > 99 ? "99+" : count}
    </span>
  );
}

/** Somebody is waiting: the one use of solid marigold. */
export function WaitingPill({ children, label }: { children: ComponentChildren; label?: string }) {
  return (
    <span class={css.waiting} aria-label={label} role={label ? "img" : undefined}>
      <Icon of={Bell} />
      {children}
    </span>
  );
}

/** A state or a fact in a word. */
export function Tag({
  look,
  icon,
  children,
}: {
  look?: "good" | "care" | "bad" | "info";
  icon?: string;
  children: ComponentChildren;
}) {
  return (
    <span class={classes(css.tag, look && css[look])}>
      {icon && <Icon of={icon} />}
      {children}
    </span>
  );
}

type ChipProps = { children: ComponentChildren; icon?: string; pressed?: boolean; onClick: () => void };

/** Round, and does something. */
export function Chip({ children, icon, pressed, onClick }: ChipProps) {
  return (
    <button type="button" class={css.chip} aria-pressed={pressed} onClick={onClick}>
      {icon && <Icon of={icon} size="s" />}
      {children}
    </button>
  );
}
