import type { ComponentChildren } from "preact";
import { classes } from "./classes";
import { Icon } from "./Icon";
import css from "./Banner.module.css";

type Props = {
  look: "dark" | "care" | "bad" | "info";
  icon: string;
  children: ComponentChildren;
  button?: ComponentChildren;
};

/** Full width under the head, one at a time. A failure is read out at once, the rest when there is a pause. */
export function Banner({ look, icon, children, button }: Props) {
  return (
    <div class={classes(css.banner, css[look])} role={look === "bad" ? "alert" : "status"}>
      <Icon of={icon} size="s" />
      <span class={css.words}>{children}</span>
      {button}
    </div>
  );
}
