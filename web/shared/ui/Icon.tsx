import { classes } from "./classes";
import css from "./Icon.module.css";

type Props = { of: string; size?: "s" | "m" | "l"; label?: string; class?: string | undefined };

/** A drawing from `icons.ts`. Without a label it is decoration, and the words beside it do the telling. */
export function Icon({ of, size = "m", label, class: className }: Props) {
  const told = label ? ({ role: "img", "aria-label": label } as const) : ({ "aria-hidden": true } as const);
  return (
    <svg
      class={classes(css.icon, css[size], className)}
      viewBox="0 0 24 24"
      {...told}
      dangerouslySetInnerHTML={{ __html: of }}
    />
  );
}
