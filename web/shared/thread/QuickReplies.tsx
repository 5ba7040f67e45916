import { useState } from "preact/hooks";
import type { QuickReply } from "../api/conversation";
import { Icon } from "../ui/Icon";
import { Mail, Phone } from "../ui/icons";
import { lazy } from "../ui/lazy";
import css from "./QuickReplies.module.css";
import { useThreadText } from "./text";

const ContactDialog = lazy(() => import("./ContactDialog").then((dialog) => dialog.ContactDialog));

export type Contact = NonNullable<QuickReply["content_type"]>;
type Chosen = { title: string; payload: string };
type Props = { replies: readonly QuickReply[]; onChoose: (reply: Chosen) => void };

/** Answers to tap, docked over the composer; they go with the first use. */
export function QuickReplies({ replies, onChoose }: Props) {
  const text = useThreadText();
  const [asked, setAsked] = useState<Contact | null>(null);
  if (replies.length === 0) return null;
  return (
    <div class={css.replies} role="group" aria-label={text.suggested}>
      {replies.map(({ title = "", payload = title, image_url, content_type }, index) => (
        <button
          key={index}
          type="button"
          class={css.reply}
          onClick={() => (content_type ? setAsked(content_type) : onChoose({ title: title || payload, payload }))}
        >
          {image_url && <img src={image_url} alt={title ? "" : payload} width={24} height={24} />}
          {content_type && <Icon of={content_type === "user_email" ? Mail : Phone} size="s" />}
          {content_type ? text.contacts[content_type] : title}
        </button>
      ))}
      {asked && <ContactDialog asked={asked} onChoose={onChoose} onClose={() => setAsked(null)} />}
    </div>
  );
}
