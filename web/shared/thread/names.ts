import type { Message } from "./Message";
import type { ThreadText } from "./text";

/** Who is who in this conversation, for those whose messages bring no name. */
export type Names = { page: string; helper: string; person: string };

export function nameOf(message: Pick<Message, "from">, names: Names): string {
  if (message.from.name) return message.from.name;
  return { person: names.person, member: names.page, helper: names.helper }[message.from.kind];
}

/** A message in one line, for a quote, a list or the one who listens. */
export function summary(message: Message, text: ThreadText, kind: string): string {
  const title = message.template?.fields && "title" in message.template.fields && message.template.fields.title;
  if (typeof title === "string") return title;
  return message.text ?? message.template?.text ?? text.kinds[kind as keyof ThreadText["kinds"]] ?? text.kinds.text;
}
