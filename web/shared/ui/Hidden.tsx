import type { ComponentChildren } from "preact";
import css from "./Hidden.module.css";

/** For screen readers only. */
export function Hidden({ children }: { children: ComponentChildren }) {
  return <span class={css.hidden}>{children}</span>;
}
