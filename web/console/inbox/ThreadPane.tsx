import type { Ref } from "preact";
import type { ConversationList } from "./ConversationList";
import { PersonPanel } from "./PersonPanel";
import { useConversation } from "./useConversation";

export function ThreadPane({
  person,
  paneRef,
}: {
  person: string;
  list: ConversationList;
  paneRef: Ref<HTMLElement>;
  onClose: () => void;
}) {
  const conversation = useConversation(person);
  return <section ref={paneRef}>{conversation.data && <PersonPanel conversation={conversation.data} />}</section>;
}
