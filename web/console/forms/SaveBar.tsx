import { Button } from "../../shared/ui/Button";
import { useText } from "../text/useText";
import { ProblemNote } from "./ProblemNote";
import css from "./SaveBar.module.css";

type Props = {
  dirty: boolean;
  busy: boolean;
  problem: unknown;
  /** Why it cannot be saved as it stands. */
  off?: string | false | undefined;
  verb?: string;
  onSave: () => void;
  onDiscard: () => void;
};

/** Stays in sight at the foot of a form for as long as something in it is not saved. */
export function SaveBar({ dirty, busy, problem, off, verb, onSave, onDiscard }: Props) {
  const t = useText();
  if (!dirty && !busy) return null;
  return (
    <div class={css.bar} role="region" aria-label={t.forms.unsaved}>
      <ProblemNote problem={problem} />
      <div class={css.row}>
        <span class={css.words}>{off || t.forms.unsaved}</span>
        <Button onClick={onDiscard}>{t.forms.discard}</Button>
        <Button look="go" busy={busy && t.common.saving} off={off} onClick={onSave}>
          {verb ?? t.common.save}
        </Button>
      </div>
    </div>
  );
}
