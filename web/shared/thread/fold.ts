import type { AuthorKind, ConversationEvent } from "../api/conversation";
import type { Message } from "./Message";

export type Side = "person" | "page";

export function sideOf(kind: AuthorKind): Side {
  return kind === "person" ? "person" : "page";
}

type Spoken = Extract<ConversationEvent, { type: "message" | "postback" }>;

/** A message or a tapped button as a bubble. */
export function bubbleOf(event: Spoken, side: Side): Message {
  const said = event.type === "message" ? event.message : { ...event.postback, text: event.postback.title };
  const content = event.type === "message" ? event.message : undefined;
  const bubble: Message = {
    key: said.client_id ?? said.message_id,
    seq: event.seq,
    messageId: said.message_id,
    at: event.at,
    from: event.from,
    mine: sideOf(event.from.kind) === side,
    state: "sent",
    attachments: content?.attachments ?? [],
    quickReplies: content?.quick_replies ?? [],
    reactions: content?.reactions ?? [],
    unsent: content?.unsent ?? false,
    tapped: event.type === "postback",
  };
  if (said.client_id) bubble.clientId = said.client_id;
  if (said.text) bubble.text = said.text;
  if (content?.template) bubble.template = content.template;
  if (content?.answer) bubble.answer = content.answer;
  if (content?.reply_to) bubble.replyTo = content.reply_to;
  if (content?.edited_at) bubble.editedAt = content.edited_at;
  if (content?.auto) bubble.auto = content.auto;
  return bubble;
}

/** What a later event makes of an earlier message. */
export function fold(message: Message, event: Exclude<ConversationEvent, Spoken>): Message {
  switch (event.type) {
    case "edited":
      // History rows already hold the last text; an older edit that comes after them changes nothing.
      if (message.editedAt && message.editedAt > event.message.edited_at) return message;
      return { ...message, text: event.message.text, editedAt: event.message.edited_at };
    case "unsent":
      return emptied(message);
    case "answered":
      return { ...message, answer: event.answer };
    case "reacted":
      return withReaction(message, sideOf(event.from.kind), event.reaction.emoji);
  }
}

export function emptied(message: Message): Message {
  const { text, template, answer, local, replyTo, ...rest } = message;
  return { ...rest, attachments: [], quickReplies: [], reactions: [], unsent: true };
}

/** Each side has one reaction to a message; null takes it back. */
export function withReaction(message: Message, from: Side, emoji: string | null): Message {
  const others = message.reactions.filter((reaction) => reaction.from !== from);
  return { ...message, reactions: emoji ? [...others, { emoji, from }] : others };
}
