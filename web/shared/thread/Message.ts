import type {
  Answer,
  Author,
  FileKind,
  MessageContent,
  QuickReply,
  Reaction,
  Receipts,
  ReplyTo,
  SharedFile,
  Template,
} from "../api/conversation";

/** A file of one's own that is on its way, or whose picture is still at hand. */
export type LocalFile = {
  kind: FileKind;
  name: string;
  size: number;
  url: string;
  width?: number;
  height?: number;
  progress: number;
};

/** One bubble. `key` never changes, so a message keeps its place on the screen from the press of Send to its receipt. */
export type Message = {
  key: string;
  /** Absent until the server has given the message its place. */
  seq?: number;
  messageId?: string;
  clientId?: string;
  at: string;
  from: Author;
  mine: boolean;
  state: "sending" | "sent" | "failed";
  /** Why it failed, as a problem code. */
  problem?: string;
  text?: string;
  attachments: SharedFile[];
  local?: LocalFile;
  quickReplies: QuickReply[];
  template?: Template;
  /** What the person answered to the template. */
  answer?: Answer;
  replyTo?: ReplyTo;
  reactions: Reaction[];
  editedAt?: string;
  unsent: boolean;
  auto?: MessageContent["auto"];
  /** A tapped starter or button, shown by its title. */
  tapped: boolean;
};

export type Delivery = "sending" | "failed" | "sent" | "delivered" | "read";

export function deliveryOf(message: Message, receipts: Receipts): Delivery {
  if (message.state !== "sent" || message.seq === undefined) return message.state === "failed" ? "failed" : "sending";
  if (message.seq <= receipts.read) return "read";
  return message.seq <= receipts.delivered ? "delivered" : "sent";
}

/** What a message is in a word, for a quote or a list when it has no text. */
export function kindOf(message: Message): "text" | "template" | "unsent" | FileKind {
  if (message.unsent) return "unsent";
  if (message.text) return "text";
  return message.local?.kind ?? message.attachments[0]?.kind ?? (message.template ? "template" : "text");
}
