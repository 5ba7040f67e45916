import { classes } from "./classes";
import css from "./Awning.module.css";

/** The cloth over a shop's door, in its colour. Customers' screens only. */
export function Awning({ thin = false, class: className }: { thin?: boolean; class?: string | undefined }) {
  return <div class={classes(css.awning, thin && css.thin, className)} aria-hidden="true" />;
}
