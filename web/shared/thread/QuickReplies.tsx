import type { QuickReply } from "../api/conversation";
import css from "./QuickReplies.module.css";
import { useThreadText } from "./text";

type Choice = Pick<QuickReply, "title" | "payload" | "image_url">;

/** Answers to tap, docked over the composer; they go with the first use. */
export function QuickReplies({ replies, onChoose }: { replies: readonly Choice[]; onChoose: (reply: Choice) => void }) {
  const text = useThreadText();
  if (replies.length === 0) return null;
  return (
    <div class={css.replies} role="group" aria-label={text.suggested}>
      {replies.map((reply) => (
        <button key={reply.payload + reply.title} type="button" class={css.reply} onClick={() => onChoose(reply)}>
          {reply.image_url && <img src={reply.image_url} alt="" width={24} height={24} />}
          {reply.title}
        </button>
      ))}
    </div>
  );
}
