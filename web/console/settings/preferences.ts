import { useSyncExternalStore } from "react";

/** What this device remembers for whoever uses it; nothing of it is secret and none of it leaves the browser. */
export interface Preferences {
  theme: "auto" | "light" | "dark";
  sound: boolean;
  keys: boolean;
  order: "newest" | "longest_wait";
  page: string;
  language: string;
  hiddenChecklists: string[];
}

const defaults: Preferences = {
  theme: "auto",
  sound: true,
  keys: true,
  order: "newest",
  page: "",
  language: "",
  hiddenChecklists: [],
};

const place = "charla.console";
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

export function preferences() {
  return current;
}

export function prefer(change: Partial<Preferences>) {
  current = { ...current, ...change };
  try {
    localStorage.setItem(place, JSON.stringify(current));
  } catch {
    // A full or forbidden storage only means that the choice lasts until the tab closes.
  }
  applyTheme();
  listeners.forEach((listener) => listener());
}

export function usePreferences() {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}

export function applyTheme() {
  if (current.theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = current.theme;
}
