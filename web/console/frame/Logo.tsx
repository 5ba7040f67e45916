import css from "./Logo.module.css";

/** A speech bubble under an awning. The name stands beside it or names the link around it. */
export function Logo() {
  return (
    <svg class={css.logo} viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <path class={css.wall} d="M4 11h24v11a5 5 0 0 1-5 5H11l-7 4z" />
      <path class={css.cloth} d="M6.5 3h19L29 11H3zM3 11a4.33 4.33 0 0 0 8.67 0zM20.33 11a4.33 4.33 0 0 0 8.67 0z" />
      <path class={css.stripe} d="M11.67 11a4.33 4.33 0 0 0 8.66 0zM12.4 3h7.2l.73 8h-8.66z" />
      <path
        class={css.seam}
        d="M3 11a4.33 4.33 0 0 0 8.67 0M11.67 11a4.33 4.33 0 0 0 8.66 0M20.33 11a4.33 4.33 0 0 0 8.67 0"
      />
      <path class={css.words} d="M10 20.5h12" />
    </svg>
  );
}
