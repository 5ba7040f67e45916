import type { ComponentChildren } from "preact";
import { useFormats } from "../text/formats";
import { Icon } from "../ui/Icon";
import { Lock } from "../ui/icons";
import css from "./Marks.module.css";
import { useThreadText } from "./text";

export function Day({ at }: { at: string }) {
  const formats = useFormats();
  return <h3 class={css.day}>{formats.day(at)}</h3>;
}

/** Where this visit's new messages begin. */
export function Divider() {
  return (
    <p class={css.divider} data-divider>
      {useThreadText().new}
    </p>
  );
}

/** What happened, said by nobody. */
export function SystemLine({ icon, children }: { icon: string; children: ComponentChildren }) {
  return (
    <p class={css.system}>
      <Icon of={icon} size="s" />
      <span>{children}</span>
    </p>
  );
}

/** Written in pencil: only the team sees it, so it has square corners and no speaking one. */
export function Note({
  by,
  time,
  children,
}: {
  by: ComponentChildren;
  time?: ComponentChildren;
  children: ComponentChildren;
}) {
  const text = useThreadText();
  return (
    <div class={css.note}>
      <p class={css.noteHead}>
        <Icon of={Lock} size="s" />
        <b>{by}</b>
        <span>
          · {text.noteOnly}
          {time && <> · {time}</>}
        </span>
      </p>
      <div class={css.noteText}>{children}</div>
    </div>
  );
}
