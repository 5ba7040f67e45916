import type { ReplyTo, SharedFile, Tap } from "../api/conversation";

/** What a person wants said. */
export type Draft = {
  text?: string;
  file?: File;
  /** The picture's size, when it is one. */
  width?: number;
  height?: number;
  quickReply?: { title: string; payload: string };
  postback?: Tap;
  replyTo?: ReplyTo;
};

/** A draft with its client id, kept until the server has it. */
export type Outgoing = {
  clientId: string;
  conversation: string;
  order: number;
  at: string;
  draft: Draft;
  uploaded?: SharedFile;
  failed?: string;
};

/** Where messages wait that the server has not taken yet, in order; it outlives the page. */
export type Outbox = {
  load(conversation: string): Promise<Outgoing[]>;
  put(outgoing: Outgoing): Promise<void>;
  remove(clientId: string): Promise<void>;
};

/** For browsers that refuse storage: lasts as long as the page. */
export class MemoryOutbox implements Outbox {
  readonly #kept = new Map<string, Outgoing>();

  load(conversation: string): Promise<Outgoing[]> {
    const own = [...this.#kept.values()].filter((outgoing) => outgoing.conversation === conversation);
    return Promise.resolve(own.sort((a, b) => a.order - b.order));
  }

  put(outgoing: Outgoing): Promise<void> {
    this.#kept.set(outgoing.clientId, outgoing);
    return Promise.resolve();
  }

  remove(clientId: string): Promise<void> {
    this.#kept.delete(clientId);
    return Promise.resolve();
  }
}
