import type { ComponentChildren } from "preact";
import css from "./Sheet.module.css";

/** Names and their values in two columns; what has no value is left out. */
export function Lines({ of }: { of: readonly (readonly [string, ComponentChildren, boolean?])[] }) {
  return (
    <dl class={css.lines}>
      {of.map(
        ([name, value, strong]) =>
          value !== undefined &&
          value !== "" && (
            <div key={name} class={strong ? css.strong : undefined}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
