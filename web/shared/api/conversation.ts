// What a conversation is made of, as the person's and the team's API say it.

export type AuthorKind = "person" | "member" | "helper";
export type Author = { kind: AuthorKind; id?: string; name?: string; picture_url?: string };

export type FileKind = "image" | "audio" | "video" | "file";

export type SharedFile = {
  file_id: string;
  kind: FileKind;
  url: string;
  name: string;
  size: number;
  mime: string;
  width?: number;
  height?: number;
  preview_url?: string;
};

/** An answer to tap, or with a content type something about themselves that the person is asked for. */
export type QuickReply = {
  title?: string;
  payload?: string;
  image_url?: string;
  content_type?: "user_phone_number" | "user_email";
};

/** A page on the web, and how it wants to be opened. */
export type WebLink = {
  url?: string;
  webview_height_ratio?: "compact" | "tall" | "full";
  messenger_extensions?: boolean;
};

export type TemplateButton = WebLink & {
  type: "url" | "postback" | "phone" | "account_link" | "account_unlink" | "share";
  title?: string;
  payload?: string;
  phone?: string;
};

export type Card = { title: string; subtitle?: string; image_url?: string; url?: string; buttons?: TemplateButton[] };

export type TemplateKind =
  | "buttons"
  | "cards"
  | "media"
  | "list"
  | "receipt"
  | "coupon"
  | "customer_feedback"
  | "customer_information"
  | "image_grid"
  | "open_graph"
  | "one_time_notif_req"
  | "notification_messages"
  | "airline_boardingpass"
  | "airline_checkin"
  | "airline_itinerary"
  | "airline_update";

export type Template = {
  kind: TemplateKind;
  text?: string;
  buttons?: TemplateButton[];
  cards?: Card[];
  square?: boolean;
  /** What the kinds beyond buttons and cards hold; the server has checked it. */
  fields?: object;
};

/** What a person answers to a template that asks something. */
export type Answer = Record<string, string | number | boolean>;

export type ReplyTo = { message_id: string; text?: string; kind?: string };
export type Reaction = { emoji: string; from: "person" | "page" };

export type MessageContent = {
  message_id: string;
  client_id?: string;
  text?: string;
  attachments?: SharedFile[];
  quick_replies?: QuickReply[];
  template?: Template;
  answer?: Answer;
  reply_to?: ReplyTo;
  reactions?: Reaction[];
  edited_at?: string;
  unsent?: boolean;
  auto?: "greeting" | "instant" | "away" | "faq";
};

export type Postback = { message_id: string; client_id?: string; title: string; payload: string };

type Happening = { seq: number; at: string; from: Author };

export type ConversationEvent =
  | (Happening & { type: "message"; message: MessageContent })
  | (Happening & { type: "postback"; postback: Postback })
  | (Happening & { type: "edited"; message: { message_id: string; text: string; edited_at: string } })
  | (Happening & { type: "unsent"; message: { message_id: string } })
  | (Happening & { type: "answered"; message: { message_id: string }; answer: Answer })
  | (Happening & { type: "reacted"; message: { message_id: string }; reaction: { emoji: string | null } });

/** How far the other side has got, as sequence numbers. */
export type Receipts = { delivered: number; read: number };

export type EventPage = {
  epoch: string;
  seq: number;
  events: ConversationEvent[];
  more: boolean;
  receipts: Receipts;
};

/** A tapped starter, row of the menu, or button of a message. */
export type Tap = { title: string; payload: string; message_id?: string };

export type SendBody = {
  client_id: string;
  text?: string;
  attachment?: { file_id: string };
  quick_reply?: { title: string; payload: string };
  postback?: Tap;
  reply_to?: { message_id: string };
};

export type Sent = { message_id: string; seq: number; at: string };
