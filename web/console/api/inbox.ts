import type { Author, Receipts } from "../../shared/api/conversation";
import { request, withQuery } from "./request";

export type Tab = "open" | "unread" | "resolved";
export type Order = "newest" | "longest_wait";

export interface Source {
  kind: string;
  ref?: string;
  name?: string;
}

/** One row of the list. */
export interface Summary {
  id: string;
  name?: string;
  locale?: string;
  status: "open" | "resolved";
  unread: number;
  seq: number;
  team_seq: number;
  last?: {
    at: string;
    kind: "text" | "image" | "audio" | "video" | "file" | "template" | "postback" | "unsent";
    text?: string;
    from: Author["kind"];
    from_name?: string;
  };
  waiting_since?: string;
  source?: Source;
  helper: "on" | "quiet";
  blocked?: boolean;
  receipts: Receipts;
  /** Absent when the page's policy lets nobody answer now. */
  reply_window?: { basis: "window" | "one_more" | "human_agent"; until?: string };
  sample?: boolean;
}

export interface Counts {
  open: number;
  unread: number;
  resolved: number;
}

export interface SummaryPage {
  conversations: Summary[];
  next?: string;
  counts: Counts;
}

/** Everything the person panel shows. */
export interface Conversation extends Summary {
  person: {
    name?: string;
    email?: string;
    phone?: string;
    locale: string;
    timezone?: string;
    first_seen_at: string;
    last_seen_at?: string;
    note?: string;
  };
  entered: ({ at: string } & Source)[];
  counts: { messages: number; files: number };
}

/** What only the team sees. It stands in the thread after the person's event `thread_seq`. */
export interface TeamEvent {
  seq: number;
  type: "note" | "status" | "entered" | "helper" | "thread" | "blocked";
  at: string;
  from: Author;
  thread_seq: number;
  note?: { note_id: string; text: string };
  status?: "open" | "resolved";
  entrance?: Source;
  helper?: "on" | "quiet";
  quiet?: boolean;
  /** Who answers from now on, or asks to: "inbox" or an app's number. */
  to?: string;
  move?: "passed" | "taken" | "requested" | "released" | "extended";
  blocked?: boolean;
  on?: boolean;
}

/** Something written that a search found. */
export interface Hit {
  conversation: string;
  name?: string;
  kind: "message" | "note";
  /** Its number in the thread; of a note, the number after which it stands. */
  seq: number;
  at: string;
  from: Author;
  text: string;
  /** Start and length of each found word. */
  marks: [number, number][];
}

export interface Presence {
  page: string;
  conversation: string;
  members: { id: string; name: string; typing: boolean }[];
}

const of = (page: string, person?: string) =>
  `/api/inbox/${page}/conversations${person === undefined ? "" : `/${person}`}`;

export const inbox = {
  list: (
    page: string,
    filter: { tab: Tab | "all"; q?: string; after?: string; order?: Order; limit?: number },
    signal?: AbortSignal,
  ) =>
    request.get<SummaryPage>(
      withQuery(of(page), {
        status: filter.tab === "unread" ? "open" : filter.tab,
        unread: filter.tab === "unread" ? true : undefined,
        order: filter.order === "longest_wait" ? filter.order : undefined,
        after: filter.after,
        q: filter.q,
        limit: filter.limit ?? 50,
      }),
      signal,
    ),
  search: (page: string, q: string, after?: string, signal?: AbortSignal) =>
    request.get<{ hits: Hit[]; next?: string }>(withQuery(`/api/inbox/${page}/search`, { q, after }), signal),
  read: (page: string, person: string, signal?: AbortSignal) => request.get<Conversation>(of(page, person), signal),
  rename: (page: string, person: string, name: string) => request.patch(`${of(page, person)}/person`, { name }),
  team: (page: string, person: string, range: { after?: number; before?: number; limit?: number } = {}) =>
    request.get<{ seq: number; events: TeamEvent[]; more: boolean }>(withQuery(`${of(page, person)}/team`, range)),
  note: (page: string, person: string, note: { client_id: string; text: string }) =>
    request.post(`${of(page, person)}/notes`, note),
  setStatus: (page: string, person: string, status: Summary["status"]) =>
    request.post(`${of(page, person)}/status`, { status }),
  quietHelper: (page: string, person: string, quiet: boolean) => request.post(`${of(page, person)}/helper`, { quiet }),
  block: (page: string, person: string, on: boolean) => request.post(`${of(page, person)}/block`, { on }),
};
