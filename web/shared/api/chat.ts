// The person's API: /api/chat.
import type { Receipts, WebLink } from "./conversation";

export type OpeningSpan = { from: string; to: string };

export type ChatPage = {
  id: string;
  handle: string;
  name: string;
  about?: string;
  category?: string;
  picture_url?: string;
  brand: string;
  locale: string;
  locales: string[];
  timezone: string;
  address?: string;
  phone?: string;
  hours: { is_open: boolean; opens_at?: string; closes_at?: string; today?: OpeningSpan[] };
  usual_reply_seconds?: number;
  helper_name: string;
};

export type Starter = { title: string; payload: string };

/** A row of the menu beside the conversation: a page on the web, a postback, or a menu of its own. */
export type MenuItem = WebLink & {
  type: "url" | "postback" | "nested";
  title: string;
  payload?: string;
  items?: MenuItem[];
};

export type Command = { name: string; description: string };

/** What stands before the first message and beside the conversation. */
export type Entry = {
  greeting?: string;
  starters: Starter[];
  /** The button with which somebody new begins. */
  get_started?: { payload: string };
  menu?: { items: MenuItem[]; input_disabled?: boolean };
  /** Words that the business understands behind a slash. */
  commands?: Command[];
  /** Sites whose pages may open over the conversation. */
  sites?: string[];
};

export type ChatSession = {
  psid: string;
  conversation: string;
  epoch: string;
  seq: number;
  page: ChatPage;
  person: { name?: string; locale: string };
  entry: Entry;
  receipts: Receipts;
  /** What the person has read, on whichever device. */
  read_up_to?: number;
  /** The person has blocked the page. */
  blocked?: boolean;
};

export type OpenedSession = ChatSession & { token: string };

export type OpenSession = {
  ref?: string;
  source?: "link" | "code" | "page" | "widget" | "plugin" | "ad" | "post" | "channel";
  locale?: string;
  timezone?: string;
};

export type DeviceLink = { url: string; code: string; expires_at: string; code_svg?: string };
export type RedeemedDevice = { token: string; handle: string; psid: string };
