import type { EventPage, SendBody, Sent, SharedFile } from "../../shared/api/conversation";
import { upload } from "../../shared/api/upload";
import type { Transport } from "../../shared/thread/Transport";
import { request, withQuery } from "../api/request";

/** The team's way to one conversation: plain requests, and the live connection only to say that somebody types. */
export class TeamTransport implements Transport {
  readonly #page: string;
  readonly #path: string;
  readonly #sayTyping: (on: boolean) => void;

  constructor(page: string, person: string, sayTyping: (on: boolean) => void) {
    this.#page = page;
    this.#path = `/api/inbox/${page}/conversations/${person}`;
    this.#sayTyping = sayTyping;
  }

  events(range: { after?: number; before?: number; limit?: number }): Promise<EventPage> {
    return request.get(withQuery(`${this.#path}/events`, range));
  }

  send(body: SendBody): Promise<Sent> {
    return request.post(`${this.#path}/messages`, body);
  }

  upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<SharedFile> {
    return upload(`/api/inbox/${this.#page}/files`, file, { onProgress, signal });
  }

  edit(messageId: string, text: string): Promise<unknown> {
    return request.patch(`${this.#path}/messages/${messageId}`, { text });
  }

  unsend(messageId: string): Promise<unknown> {
    return request.delete(`${this.#path}/messages/${messageId}`);
  }

  react(messageId: string, emoji: string | null): Promise<unknown> {
    return request.post(`${this.#path}/reactions`, { message_id: messageId, emoji });
  }

  read(seq: number): Promise<unknown> {
    return request.post(`${this.#path}/read`, { seq });
  }

  delivered(seq: number): Promise<unknown> {
    return request.post(`${this.#path}/delivered`, { seq });
  }

  typing(on: boolean): Promise<unknown> {
    this.#sayTyping(on);
    return Promise.resolve();
  }
}
