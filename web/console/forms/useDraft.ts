import { useState } from "react";

/** What is being edited, apart from what is saved; `change` lays a part over it. */
export function useDraft<T extends object>(saved: T) {
  const [changes, setChanges] = useState<Partial<T>>({});
  const draft = { ...saved, ...changes };
  const dirty = (Object.keys(changes) as (keyof T)[]).some(
    (key) => JSON.stringify(changes[key]) !== JSON.stringify(saved[key]),
  );
  return {
    draft,
    dirty,
    change: (part: Partial<T>) => setChanges((before) => ({ ...before, ...part })),
    discard: () => setChanges({}),
  };
}
