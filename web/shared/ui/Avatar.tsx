import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { classes } from "./classes";
import { Icon } from "./Icon";
import { Bot, UserRound } from "./icons";
import css from "./Avatar.module.css";

type Props = {
  kind?: "person" | "helper";
  name?: string | undefined;
  /** What tints the circle: the same id, the same tint everywhere. */
  id?: string | undefined;
  size?: "s" | "m" | "l";
  /** A small mark at the corner, such as where the conversation came from. */
  mark?: ComponentChildren;
};

/** A face: always decoration, the name stands beside it. */
export function Avatar({ kind = "person", name, id, size = "m", mark }: Props) {
  const face = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => face.current?.style.setProperty("--h", String(tint(id ?? name ?? ""))), [id, name]);
  const letter = name?.trim().charAt(0).toLocaleUpperCase();
  return (
    <span ref={face} class={classes(css.avatar, css[size], kind === "helper" && css.helper)} aria-hidden="true">
      {kind === "helper" ? (
        <Icon of={Bot} size={size === "l" ? "m" : "s"} />
      ) : (
        letter || <Icon of={UserRound} size="s" />
      )}
      {mark && <span class={css.mark}>{mark}</span>}
    </span>
  );
}

function tint(seed: string): number {
  let hash = 0;
  for (const letter of seed) hash = (hash * 31 + letter.charCodeAt(0)) % 360;
  return (hash * 137) % 360;
}
