import { useEffect, useRef } from "preact/hooks";
import { usePreferences } from "../settings/preferences";

type Keys = Record<string, (() => void) | undefined>;

/** Keys belong to whoever is typing or answering a question; the shortcuts get what is left. */
export function isFree(event: KeyboardEvent) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target as HTMLElement | null;
  if (document.querySelector("dialog[open], [popover]:popover-open")) return false;
  return !target?.closest("input, textarea, select, [contenteditable], [role=menu], [role=tablist]");
}

/** Single-key shortcuts, unless the member switched them off (WCAG 2.1.4). */
export function useKeys(keys: Keys) {
  const { keys: wanted } = usePreferences();
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!wanted) return;
    const press = (event: KeyboardEvent) => {
      if (!isFree(event)) return;
      const act = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [wanted]);
}
