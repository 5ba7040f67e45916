import { useEffect, useState } from "preact/hooks";
import { dismissToast, watchToasts, type Toast } from "./toast";
import css from "./ToastRegion.module.css";

const shownFor = 6000;

/** One per surface; toasts stay six seconds, longer while pointed at or focused. */
export function ToastRegion() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  useEffect(() => watchToasts(setToasts), []);
  return (
    <div class={css.region} role="status">
      {toasts.map((toast) => (
        <ToastBar key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastBar({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.id), shownFor);
    return () => clearTimeout(timer);
  }, [held, toast.id]);

  return (
    <div
      class={css.toast}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          onClick={() => {
            toast.undo?.act();
            dismissToast(toast.id);
          }}
        >
          {toast.undo.label}
        </button>
      )}
    </div>
  );
}
