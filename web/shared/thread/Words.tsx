import type { ComponentChildren } from "preact";
import { linkify } from "./linkify";
import css from "./Words.module.css";

/** Text as it was typed, with its links. Never markup. */
export function Words({ text }: { text: string }): ComponentChildren {
  return (
    <span class={css.words}>
      {linkify(text).map((piece, index) =>
        piece.href ? (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </span>
  );
}
