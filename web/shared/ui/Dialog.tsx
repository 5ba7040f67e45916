import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { classes } from "./classes";
import { IconButton } from "./Button";
import { X } from "./icons";
import css from "./Dialog.module.css";

type Props = {
  title: string;
  onClose: () => void;
  /** Shows a cross in the corner, with this name. A question with two buttons needs none. */
  closeLabel?: string;
  /** `sheet` comes up from below on a phone; `side` holds a panel at the edge. */
  look?: "dialog" | "sheet" | "side";
  children: ComponentChildren;
  /** Safe button first, the verb last. */
  buttons?: ComponentChildren;
};

/** The browser's own modal dialog: it traps the focus, closes with Esc and gives the focus back. Mount it to open it. */
export function Dialog({ title, onClose, closeLabel, look = "dialog", children, buttons }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);

  return (
    // A press on the veil closes it too; Esc and the buttons do the same for the keyboard.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      class={classes(css.dialog, css[look])}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class={css.inside}>
        <div class={css.head}>
          <h2 id={titleId}>{title}</h2>
          {closeLabel && <IconButton icon={X} label={closeLabel} onClick={onClose} />}
        </div>
        {children}
        {buttons && <div class={css.buttons}>{buttons}</div>}
      </div>
    </dialog>
  );
}
