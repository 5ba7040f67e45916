import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "preact/hooks";
import { useFormats } from "../../shared/text/formats";
import { Banner } from "../../shared/ui/Banner";
import { Clock } from "../../shared/ui/icons";
import type { Conversation } from "../api/inbox";
import { usePage } from "../frame/page";
import { useText } from "../text/useText";
import { nameOf } from "./ConversationRow";
import { conversationKey } from "./useConversation";
import { useNow } from "./useNow";

/** Below this the end is worth a word. */
const soon = 6 * 3600;

/** How long the page's policy still lets a member answer; said before it runs out, and when it has. */
export function AnswerUntil({ conversation }: { conversation: Conversation }) {
  const t = useText();
  const page = usePage();
  const formats = useFormats();
  const client = useQueryClient();
  const now = useNow(20_000);
  const { reply_window: open, id } = conversation;
  const left = open?.until ? (Date.parse(open.until) - now.getTime()) / 1000 : undefined;
  const over = left !== undefined && left <= 0;

  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: conversationKey(page.id, id) });
  }, [over, client, page.id, id]);

  if (!open || over)
    return (
      <Banner look="care" icon={Clock}>
        {t.inbox.mayNotAnswer(nameOf(t, conversation))}
      </Banner>
    );
  if (open.basis === "one_more")
    return (
      <Banner look="info" icon={Clock}>
        {t.inbox.oneMoreAnswer(nameOf(t, conversation))}
      </Banner>
    );
  if (left === undefined || (open.basis === "window" && left > soon)) return null;
  return (
    <Banner look="info" icon={Clock}>
      {t.inbox.mayAnswerFor(formats.span(left, "long"), formats.dateTime(open.until!))}
    </Banner>
  );
}
