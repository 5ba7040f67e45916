import type { ComponentChildren } from "preact";
import css from "./Tabs.module.css";

export type Tab = { key: string; label: ComponentChildren; count?: number };

type Props = { label: string; tabs: Tab[]; chosen: string; onChoose: (key: string) => void };

/** Tabs that filter or switch what is below. Arrow keys move, as in every tab list. */
export function Tabs({ label, tabs, chosen, onChoose }: Props) {
  const move = (event: KeyboardEvent, index: number) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const to = tabs[(index + step + tabs.length) % tabs.length];
    if (!step || !to) return;
    event.preventDefault();
    onChoose(to.key);
    const list = event.currentTarget as HTMLElement;
    list.parentElement?.querySelectorAll<HTMLElement>("[role=tab]")[tabs.indexOf(to)]?.focus();
  };
  return (
    <div class={css.tabs} role="tablist" aria-label={label}>
      {tabs.map((tab, index) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          class={css.tab}
          aria-selected={tab.key === chosen}
          tabIndex={tab.key === chosen ? 0 : -1}
          onClick={() => onChoose(tab.key)}
          onKeyDown={(event) => move(event, index)}
        >
          {tab.label}
          {tab.count !== undefined && <span class={css.count}>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
