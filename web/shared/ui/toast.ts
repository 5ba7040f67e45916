export type Toast = { id: number; text: string; undo?: { label: string; act: () => void } };

type Listener = (toasts: readonly Toast[]) => void;

let shown: readonly Toast[] = [];
let next = 1;
const listeners = new Set<Listener>();

function tell(toasts: readonly Toast[]) {
  shown = toasts;
  listeners.forEach((listener) => listener(shown));
}

/** Says that something was done; give an undo whenever there is one. Failures that need an act are banners, not toasts. */
export function toast(text: string, undo?: Toast["undo"]): void {
  tell([...shown.slice(-2), undo ? { id: next++, text, undo } : { id: next++, text }]);
}

export function dismissToast(id: number): void {
  tell(shown.filter((one) => one.id !== id));
}

export function watchToasts(listener: Listener): () => void {
  listeners.add(listener);
  listener(shown);
  return () => listeners.delete(listener);
}
