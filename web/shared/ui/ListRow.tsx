import type { ComponentChildren } from "preact";
import { classes } from "./classes";
import css from "./ListRow.module.css";

type Props = {
  href: string;
  face?: ComponentChildren;
  title: ComponentChildren;
  line?: ComponentChildren;
  tags?: ComponentChildren;
  side?: ComponentChildren;
  chosen?: boolean;
  bold?: boolean;
  onClick?: (event: MouseEvent) => void;
};

/** The whole row is the link; a chosen one has a bar and a ground. */
export function ListRow({ href, face, title, line, tags, side, chosen = false, bold = false, onClick }: Props) {
  return (
    <a
      class={classes(css.row, bold && css.bold)}
      href={href}
      aria-current={chosen ? "true" : undefined}
      onClick={onClick}
    >
      {face}
      <span class={css.words}>
        <span class={css.title}>{title}</span>
        {line && <span class={css.line}>{line}</span>}
        {tags && <span class={css.tags}>{tags}</span>}
      </span>
      {side && <span class={css.side}>{side}</span>}
    </a>
  );
}
