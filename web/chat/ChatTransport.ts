import type { Answer, EventPage, SendBody, Sent, SharedFile } from "../shared/api/conversation";
import { Problem, request } from "../shared/api/request";
import { upload } from "../shared/api/upload";
import type { ClientFrame, ServerFrame } from "../shared/live/frames";
import type { Transport } from "../shared/thread/Transport";

type Awaited = { resolve: (sent: Sent) => void; reject: (problem: Problem) => void };
type SendFrame = (frame: ClientFrame) => boolean;

const answerWithin = 8000;
const frameLimit = 15_000;

/**
 * The person's way to the server: over the live connection when it is open, by plain requests when not. A message that
 * gets no answer on one way goes the other with the same client id, so it cannot double.
 */
export class ChatTransport implements Transport {
  readonly #token: string;
  readonly #sendFrame: SendFrame;
  readonly #awaited = new Map<string, Awaited>();

  constructor(token: string, sendFrame: SendFrame) {
    this.#token = token;
    this.#sendFrame = sendFrame;
  }

  /** Answers to what was sent over the live connection. */
  hear(frame: ServerFrame): void {
    if (frame.type === "ack") this.#take(frame.client_id)?.resolve(frame);
    if (frame.type === "refused") this.#take(frame.client_id)?.reject(new Problem(frame.problem));
  }

  /** The live connection broke: what waits for an answer asks again by request. */
  lost(): void {
    for (const [, awaited] of this.#awaited) awaited.reject(Problem.unreachable());
    this.#awaited.clear();
  }

  events(range: { after?: number; before?: number; limit?: number }): Promise<EventPage> {
    const query = new URLSearchParams(Object.entries(range).map(([name, value]) => [name, String(value)]));
    return this.#request(`/api/chat/events?${query}`);
  }

  async send(body: SendBody): Promise<Sent> {
    const frame: ClientFrame = { type: "send", ...body };
    if (JSON.stringify(frame).length < frameLimit && this.#sendFrame(frame)) {
      try {
        return await this.#answer(body.client_id);
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 0) throw error;
      }
    }
    return this.#request("/api/chat/messages", "POST", body);
  }

  upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<SharedFile> {
    return upload("/api/chat/files", file, { token: this.#token, onProgress, signal });
  }

  edit(messageId: string, text: string): Promise<unknown> {
    return this.#request(`/api/chat/messages/${messageId}`, "PATCH", { text });
  }

  unsend(messageId: string): Promise<unknown> {
    return this.#request(`/api/chat/messages/${messageId}`, "DELETE");
  }

  react(messageId: string, emoji: string | null): Promise<unknown> {
    return this.#request("/api/chat/reactions", "POST", { message_id: messageId, emoji });
  }

  answer(messageId: string, answer: Answer): Promise<unknown> {
    return this.#request("/api/chat/answers", "POST", { message_id: messageId, answer });
  }

  read(seq: number): Promise<unknown> {
    return this.#tell({ type: "read", seq }, "/api/chat/read", { seq });
  }

  delivered(seq: number): Promise<unknown> {
    return this.#tell({ type: "delivered", seq }, "/api/chat/delivered", { seq });
  }

  typing(on: boolean): Promise<unknown> {
    return this.#tell({ type: "typing", on }, "/api/chat/typing", { on });
  }

  #tell(frame: ClientFrame, path: string, body: unknown): Promise<unknown> {
    return this.#sendFrame(frame) ? Promise.resolve() : this.#request(path, "POST", body);
  }

  #request<T>(path: string, method: "GET" | "POST" | "PATCH" | "DELETE" = "GET", body?: unknown): Promise<T> {
    return request<T>(path, { method, body, token: this.#token });
  }

  #answer(clientId: string): Promise<Sent> {
    return new Promise((resolve, reject) => {
      this.#awaited.set(clientId, { resolve, reject });
      setTimeout(() => this.#take(clientId)?.reject(Problem.unreachable()), answerWithin);
    });
  }

  #take(clientId: string): Awaited | undefined {
    const awaited = this.#awaited.get(clientId);
    this.#awaited.delete(clientId);
    return awaited;
  }
}
