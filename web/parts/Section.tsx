import type { ComponentChildren } from "preact";
import css from "./Gallery.module.css";

export function Section({ title, wide, children }: { title: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <section class={wide ? css.wide : undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
