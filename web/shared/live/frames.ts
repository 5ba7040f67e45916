import type { Author, ConversationEvent, Receipts, SendBody } from "../api/conversation";
import type { ProblemDetails } from "../api/request";

/** What the server says over the live connection. */
export type ServerFrame =
  | { type: "ready"; epoch: string; seq: number; receipts: Receipts }
  | { type: "events"; epoch: string; events: ConversationEvent[] }
  | { type: "ack"; client_id: string; message_id: string; seq: number; at: string }
  | { type: "refused"; client_id: string; problem: ProblemDetails }
  | { type: "typing"; from: Author; on: boolean }
  | ({ type: "receipts" } & Receipts)
  | { type: "reset"; epoch: string }
  | { type: "pong" };

/** What the client says. The first frame is always `auth`. */
export type ClientFrame =
  | { type: "auth"; token: string }
  | ({ type: "send" } & SendBody)
  | { type: "read" | "delivered"; seq: number }
  | { type: "typing"; on: boolean }
  | { type: "ping" };
