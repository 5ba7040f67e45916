import type { ComponentChildren } from "preact";
import { Logo } from "../frame/Logo";
import css from "./Door.module.css";

/** The frame of every screen before the console: one question at a time. */
export function Door({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string | undefined;
  children?: ComponentChildren;
}) {
  return (
    <div class={css.street}>
      <main class={css.door}>
        <p class={css.sign}>
          <Logo />
          Charla
        </p>
        <div class={css.inside}>
          <h1>{title}</h1>
          {hint && <p class={css.hint}>{hint}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
