import type { ComponentChildren } from "preact";
import { classes } from "../../shared/ui/classes";
import css from "./Card.module.css";

type Props = {
  title: string;
  hint?: ComponentChildren;
  action?: ComponentChildren;
  /** Rows and tables run to the edge; forms keep a margin. */
  flush?: boolean;
  children?: ComponentChildren;
};

/** One subject of a settings screen. */
export function Card({ title, hint, action, flush = false, children }: Props) {
  return (
    <section class={css.card} aria-label={title}>
      <header class={css.head}>
        <div>
          <h2>{title}</h2>
          {hint && <p>{hint}</p>}
        </div>
        {action}
      </header>
      {children && <div class={classes(css.body, flush && css.flush)}>{children}</div>}
    </section>
  );
}
