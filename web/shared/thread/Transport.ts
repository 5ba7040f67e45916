import type { Answer, EventPage, SendBody, Sent, SharedFile } from "../api/conversation";

/** How a conversation reaches the server. The chat and the console each bring their own. Every call fails with a Problem. */
export type Transport = {
  events(range: { after?: number; before?: number; limit?: number }): Promise<EventPage>;
  send(body: SendBody): Promise<Sent>;
  upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<SharedFile>;
  edit(messageId: string, text: string): Promise<unknown>;
  unsend(messageId: string): Promise<unknown>;
  react(messageId: string, emoji: string | null): Promise<unknown>;
  /** Only a person answers what a template asks. */
  answer?(messageId: string, answer: Answer): Promise<unknown>;
  read(seq: number): Promise<unknown>;
  delivered(seq: number): Promise<unknown>;
  typing(on: boolean): Promise<unknown>;
};
