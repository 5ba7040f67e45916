import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { PageSwitcher } from "./PageSwitcher";
import css from "./Screen.module.css";

type Props = {
  title: string;
  /** The screen's one main act, right in the head. */
  action?: ComponentChildren;
  tabs?: ComponentChildren;
  children: ComponentChildren;
};

/** A screen other than the inbox: head with the page's name, tabs if it has some, and the work below. */
export function Screen({ title, action, tabs, children }: Props) {
  useTitle(title);
  return (
    <div class={css.screen}>
      <header class={css.head}>
        <div class={css.top}>
          <h1>{title}</h1>
          {action}
          <PageSwitcher />
        </div>
        {tabs && <div class={css.tabs}>{tabs}</div>}
      </header>
      <main id="main" class={css.work}>
        {children}
      </main>
    </div>
  );
}

export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Charla`;
  }, [title]);
}
