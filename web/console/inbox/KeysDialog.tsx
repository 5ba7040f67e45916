import { Dialog } from "../../shared/ui/Dialog";
import { useText } from "../text/useText";
import css from "./KeysDialog.module.css";

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const words = t.inbox.keyboard;
  const keys = [
    ["J", words.next],
    ["K", words.previous],
    ["R", words.reply],
    ["N", words.note],
    ["E", words.resolve],
    ["Esc", words.escape],
    ["?", words.help],
  ] as const;
  return (
    <Dialog title={words.title} closeLabel={t.common.close} onClose={onClose}>
      <dl class={css.keys}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p class={css.hint}>{words.switchOff}</p>
    </Dialog>
  );
}
