import { classes } from "./classes";
import css from "./ShopBadge.module.css";

type Props = { name: string; pictureUrl?: string | undefined; size?: "s" | "m" | "l" };

/** A shop's face: the speaking square in its own colour, or its picture. Decoration; the sign stands beside it. */
export function ShopBadge({ name, pictureUrl, size = "m" }: Props) {
  return (
    <span class={classes(css.badge, css[size])} aria-hidden="true">
      {pictureUrl ? <img src={pictureUrl} alt="" /> : name.trim().charAt(0).toLocaleUpperCase()}
    </span>
  );
}
