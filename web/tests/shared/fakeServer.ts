import type { ConversationEvent, EventPage, Receipts, SendBody, Sent, SharedFile } from "../../shared/api/conversation";
import { Problem } from "../../shared/api/request";
import type { Transport } from "../../shared/thread/Transport";

const start = Date.parse("2026-06-16T10:00:00Z");

/** A conversation on a server that can be cut off, kept in memory. */
export class FakeServer implements Transport {
  epoch = "1";
  events_: ConversationEvent[] = [];
  receipts: Receipts = { delivered: 0, read: 0 };
  offline = false;
  refuse: Problem | null = null;
  /** Takes the message but loses the answer. */
  loseAnswer = false;
  readonly calls: string[] = [];

  at(seq: number): string {
    return new Date(start + seq * 60_000).toISOString();
  }

  say(
    text: string,
    more: { kind?: "person" | "member" | "helper"; clientId?: string; id?: string } = {},
  ): ConversationEvent {
    const seq = this.events_.length + 1;
    const event: ConversationEvent = {
      seq,
      type: "message",
      at: this.at(seq),
      from: { kind: more.kind ?? "member", name: "Ana" },
      message: {
        message_id: more.id ?? `m${seq}`,
        text,
        ...(more.clientId ? { client_id: more.clientId } : {}),
      },
    };
    this.events_.push(event);
    return event;
  }

  add(event: (seq: number, at: string) => ConversationEvent): ConversationEvent {
    const seq = this.events_.length + 1;
    const added = event(seq, this.at(seq));
    this.events_.push(added);
    return added;
  }

  events(range: { after?: number; before?: number; limit?: number }): Promise<EventPage> {
    this.calls.push(`events ${JSON.stringify(range)}`);
    if (this.offline) return Promise.reject(Problem.unreachable());
    const limit = range.limit ?? 50;
    const seq = this.events_.length;
    if (range.after !== undefined) {
      const found = this.events_.filter((event) => event.seq > range.after!);
      return Promise.resolve(this.page(found.slice(0, limit), found.length > limit, seq));
    }
    const found = this.events_.filter((event) => event.seq < (range.before ?? Infinity));
    return Promise.resolve(this.page(found.slice(-limit), found.length > limit, seq));
  }

  private page(events: ConversationEvent[], more: boolean, seq: number): EventPage {
    return { epoch: this.epoch, seq, events, more, receipts: this.receipts };
  }

  async send(body: SendBody): Promise<Sent> {
    await Promise.resolve();
    this.calls.push(`send ${body.text ?? body.attachment?.file_id ?? body.quick_reply?.title ?? body.postback?.title}`);
    if (this.offline) throw Problem.unreachable();
    if (this.refuse) throw this.refuse;
    const before = this.events_.find((event) => event.type === "message" && event.message.client_id === body.client_id);
    const event = before ?? this.say(body.text ?? "", { kind: "person", clientId: body.client_id });
    if (this.loseAnswer) {
      this.loseAnswer = false;
      throw Problem.unreachable();
    }
    return { message_id: `m${event.seq}`, seq: event.seq, at: event.at };
  }

  upload(file: File, onProgress: (share: number) => void): Promise<SharedFile> {
    onProgress(0.5);
    const uploaded = {
      file_id: `f-${file.name}`,
      kind: "image" as const,
      url: "/f",
      name: file.name,
      size: 1,
      mime: file.type,
    };
    return Promise.resolve(uploaded);
  }

  edit(messageId: string, text: string): Promise<void> {
    return this.reply(`edit ${messageId} ${text}`);
  }

  unsend(messageId: string): Promise<void> {
    return this.reply(`unsend ${messageId}`);
  }

  react(messageId: string, emoji: string | null): Promise<void> {
    return this.reply(`react ${messageId} ${emoji}`);
  }

  read(seq: number): Promise<void> {
    return this.reply(`read ${seq}`);
  }

  delivered(seq: number): Promise<void> {
    return this.reply(`delivered ${seq}`);
  }

  typing(on: boolean): Promise<void> {
    return this.reply(`typing ${on}`);
  }

  private reply(call: string): Promise<void> {
    this.calls.push(call);
    if (this.refuse) return Promise.reject(this.refuse);
    return this.offline ? Promise.reject(Problem.unreachable()) : Promise.resolve();
  }
}
