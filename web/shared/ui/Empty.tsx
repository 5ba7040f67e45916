import type { ComponentChildren } from "preact";
import css from "./Empty.module.css";

/** Nothing here: an outlined shopfront, one sentence, one button. */
export function Empty({
  title,
  level = 2,
  children,
  button,
}: {
  title: string;
  level?: 1 | 2;
  children?: ComponentChildren;
  button?: ComponentChildren;
}) {
  const Heading = `h${level}` as const;
  return (
    <div class={css.empty}>
      <svg viewBox="0 0 112 88" aria-hidden="true">
        <path class={css.wall} d="M16 34h80v32a8 8 0 0 1-8 8H34L16 86z" />
        <path class={css.cloth} d="M22 8h68l8 26H14z" />
        <path class={css.cloth} d="M14 34a14 14 0 0 0 28 0 14 14 0 0 0 28 0 14 14 0 0 0 28 0" />
      </svg>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {button}
    </div>
  );
}
