import { useEffect } from "preact/hooks";
import type { ChatPage } from "../shared/api/chat";
import type { ConversationModel } from "../shared/thread/ConversationModel";
import { kindOf } from "../shared/thread/Message";
import { summary } from "../shared/thread/names";
import { useThreadText } from "../shared/thread/text";
import { useChatText } from "./text";

/** While nobody looks: a count in the tab's title, and a notification where the person allowed it. */
export function useAttention(model: ConversationModel, page: ChatPage): void {
  const text = useChatText();
  const threadText = useThreadText();
  useEffect(() => {
    let count = 0;
    const back = () => {
      if (document.hidden) return;
      count = 0;
      document.title = page.name;
    };
    const stop = model.onIncoming((message) => {
      if (!document.hidden) return;
      document.title = text.newMessages(++count, page.name);
      notify(page, summary(message, threadText, kindOf(message)));
    });
    document.addEventListener("visibilitychange", back);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", back);
    };
  }, [model, page, text, threadText]);
}

function notify(page: ChatPage, body: string): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(page.name, {
      body,
      tag: `charla-${page.id}`,
      ...(page.picture_url ? { icon: page.picture_url } : {}),
    });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch {
    // Some phones allow notifications to service workers only; the title still tells.
  }
}
