import { useEffect, useRef } from "preact/hooks";
import { useText } from "../text/useText";
import { SignIn } from "./SignIn";
import css from "./SignedOut.module.css";

/** Lies over the whole console, which stays as it is underneath: what was being written is still there afterwards. */
export function SignedOut({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const t = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} class={css.over} aria-label={t.session.again} onCancel={(event) => event.preventDefault()}>
      <SignIn again onSignedIn={onSignedIn} />
    </dialog>
  );
}
