// Long because: order, gaps, resume and the fold meet in one state, and splitting it would share that state.
import type { Answer, Author, ConversationEvent, EventPage, Receipts, Sent } from "../api/conversation";
import { Problem } from "../api/request";
import { bubbleOf, emptied, fold, withReaction, type Side } from "./fold";
import { Sender } from "./Sender";
import type { Message } from "./Message";
import type { Draft, Outbox } from "./Outbox";
import type { Transport } from "./Transport";

export type ConversationView = {
  /** Placed messages by sequence number, then those still on their way in the order they were written. */
  messages: readonly Message[];
  loading: "first" | "older" | null;
  /** Older messages exist than are loaded. */
  more: boolean;
  receipts: Receipts;
  typing: Author | null;
  /** Sequence number of the first message that was new when this visit began. */
  divider: number | null;
  /** Messages of the other side that were not on the screen yet. */
  unseen: number;
  problem: Problem | null;
};

export type ConversationOptions = {
  conversation: string;
  side: Side;
  transport: Transport;
  outbox: Outbox;
  /** Up to where this reader had read before; unknown on a first visit. */
  readUpTo?: number | undefined;
  now?: () => Date;
  newId?: () => string;
};

const pageSize = 50;
const typingLasts = 6000;
const typingEvery = 3000;
const repairEvery = 3000;

/**
 * One conversation as one reader sees it. It never touches the page: it takes events in, keeps them dense by sequence
 * number (a gap is fetched, never guessed), and hands out an immutable view.
 */
export class ConversationModel {
  readonly side: Side;
  readonly #transport: Transport;
  readonly #sender: Sender;
  readonly #now: () => Date;
  readonly #listeners = new Set<() => void>();
  readonly #incoming = new Set<(message: Message) => void>();

  #placed: Message[] = [];
  #epoch: string | null = null;
  #last = 0;
  #first = 0;
  #more = false;
  #loading: ConversationView["loading"] = "first";
  #problem: Problem | null = null;
  #receipts: Receipts = { delivered: 0, read: 0 };
  #divider: number | null = null;
  #readUpTo: number | undefined;
  #readSent = 0;
  #deliveredSent = 0;
  #attended = true;
  #typing: Author | null = null;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #typingSaid = 0;
  /** The highest sequence number anybody spoke of; above `#last` something is missing. */
  #heard = 0;
  #repairing: Promise<void> | null = null;
  #repairTimer: ReturnType<typeof setTimeout> | undefined;
  #view: ConversationView | null = null;

  constructor(options: ConversationOptions) {
    this.side = options.side;
    this.#transport = options.transport;
    this.#now = options.now ?? (() => new Date());
    this.#readUpTo = options.readUpTo;
    this.#sender = new Sender({
      ...options,
      now: this.#now,
      onChange: () => this.#changed(),
      onSent: (message, sent) => this.#acknowledged(message, sent),
    });
  }

  get view(): ConversationView {
    return (this.#view ??= {
      messages: [...this.#placed, ...this.#sender.waiting],
      loading: this.#loading,
      more: this.#more,
      receipts: this.#receipts,
      typing: this.#typing,
      divider: this.#divider,
      unseen: this.#unseen(),
      problem: this.#problem,
    });
  }

  /** The last sequence number that is known without a gap. */
  get last(): number {
    return this.#last;
  }

  get epoch(): string | null {
    return this.#epoch;
  }

  get readUpTo(): number | undefined {
    return this.#readUpTo;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls for every message of the other side that arrives while the conversation is open; never for history. */
  onIncoming(listener: (message: Message) => void): () => void {
    this.#incoming.add(listener);
    return () => this.#incoming.delete(listener);
  }

  // ---- reading ----

  /** Loads the newest page and what still waits to be sent. */
  async open(): Promise<void> {
    await this.#sender.restore();
    await this.#reload();
    if (this.#heard > this.#last) void this.repair();
    this.#sender.flush();
  }

  async #reload(): Promise<void> {
    this.#loading = "first";
    this.#problem = null;
    this.#changed();
    try {
      const page = await this.#transport.events({ limit: pageSize });
      this.#placed = [];
      this.#epoch = page.epoch;
      this.#first = page.events[0]?.seq ?? page.seq + 1;
      this.#last = page.events.at(-1)?.seq ?? page.seq;
      this.#more = page.more;
      this.#receipts = page.receipts;
      for (const event of page.events) this.#apply(event);
      this.#beginVisit();
      this.#tellDelivered();
    } catch (error) {
      this.#problem = asProblem(error);
    }
    this.#loading = null;
    this.#changed();
  }

  /** Fetches the page before the oldest loaded event. */
  async loadOlder(limit = pageSize): Promise<void> {
    if (!this.#more || this.#loading) return;
    this.#loading = "older";
    this.#changed();
    try {
      const page = await this.#transport.events({ before: this.#first, limit });
      if (page.epoch === this.#epoch) {
        const older = page.events.filter((event) => event.seq < this.#first);
        this.#first = older[0]?.seq ?? this.#first;
        this.#more = page.more && older.length > 0;
        for (const event of older) this.#apply(event);
      }
      this.#problem = null;
    } catch (error) {
      this.#problem = asProblem(error);
    }
    this.#loading = null;
    this.#changed();
  }

  /** Loads back until the message is there; false when it is not in this conversation. */
  async reveal(messageId: string): Promise<Message | undefined> {
    for (;;) {
      const found = this.#placed.find((message) => message.messageId === messageId);
      if (found || !this.#more) return found;
      const before = this.#first;
      await this.loadOlder(200);
      if (this.#first === before) return undefined;
    }
  }

  /** Loads back until the number is reached: its message, or where it is none, the one before it. */
  async revealAt(seq: number): Promise<Message | undefined> {
    while (this.#more && this.#first > seq) {
      const before = this.#first;
      await this.loadOlder(200);
      if (this.#first === before) return undefined;
    }
    return this.#placed.findLast((message) => message.seq! <= seq) ?? this.#placed[0];
  }

  /** Takes live events, in any order and any number of times. */
  receive(epoch: string | null, events: ConversationEvent[]): void {
    if (this.#epoch !== null && epoch !== null && epoch !== this.#epoch) return void this.reset();
    for (const event of events) this.#heard = Math.max(this.#heard, event.seq);
    if (this.#epoch === null) return;
    for (const event of events) {
      if (event.seq <= this.#last) continue;
      if (event.seq > this.#last + 1) return void this.repair();
      this.#take(event);
    }
    this.#changed();
    this.#tellDelivered();
  }

  /** The live connection is up: whatever was missed meanwhile is fetched. */
  ready(epoch: string, seq: number, receipts: Receipts): void {
    this.receiveReceipts(receipts);
    if (this.#epoch !== null && epoch !== this.#epoch) void this.reset();
    else if (this.#problem && this.#loading === null && this.#epoch === null) void this.#reload();
    else if (seq > this.#last) {
      this.#heard = Math.max(this.#heard, seq);
      if (this.#epoch !== null) void this.repair();
    }
    this.#sender.flush();
  }

  /** The server's history is another one (restored from a backup): forget and load anew. What waits to be sent stays. */
  async reset(): Promise<void> {
    this.#placed = [];
    this.#epoch = null;
    this.#last = this.#first = this.#heard = this.#readSent = this.#deliveredSent = 0;
    this.#readUpTo = undefined;
    this.#divider = null;
    await this.#reload();
    if (this.#heard > this.#last) void this.repair();
    this.#sender.flush();
  }

  /** Fetches everything after the last dense event; calls that meet share one fetch. */
  repair(): Promise<void> {
    return (this.#repairing ??= this.#fetchMissing().finally(() => (this.#repairing = null)));
  }

  async #fetchMissing(): Promise<void> {
    clearTimeout(this.#repairTimer);
    try {
      let page: EventPage;
      do {
        page = await this.#transport.events({ after: this.#last, limit: 200 });
        if (page.epoch !== this.#epoch) return void this.reset();
        this.receiveReceipts(page.receipts);
        for (const event of page.events) if (event.seq === this.#last + 1) this.#take(event);
        this.#changed();
      } while ((page.more || this.#heard > this.#last) && page.events.length > 0);
      this.#tellDelivered();
    } catch {
      this.#heard = Math.max(this.#heard, this.#last + 1);
    }
    if (this.#heard > this.#last) this.#repairTimer = setTimeout(() => void this.repair(), repairEvery);
  }

  receiveReceipts(receipts: Receipts): void {
    const { delivered, read } = this.#receipts;
    if (receipts.delivered <= delivered && receipts.read <= read) return;
    this.#receipts = {
      delivered: Math.max(delivered, receipts.delivered, receipts.read),
      read: Math.max(read, receipts.read),
    };
    this.#changed();
  }

  receiveTyping(from: Author, on: boolean): void {
    clearTimeout(this.#typingTimer);
    this.#typing = on ? from : null;
    if (on) this.#typingTimer = setTimeout(() => this.receiveTyping(from, false), typingLasts);
    this.#changed();
  }

  /** Whether somebody is looking at the window; a new visit begins with the first message that comes while nobody is. */
  attend(attended: boolean): void {
    if (this.#attended === attended) return;
    this.#attended = attended;
    if (attended && this.#unseen() > 0) {
      this.#beginVisit();
      this.#changed();
    }
  }

  /** Everything loaded has been on the screen. */
  seen(): void {
    if (!this.#attended || this.#epoch === null) return;
    this.#readUpTo = this.#last;
    if (this.#lastIncoming() > this.#readSent) {
      this.#readSent = this.#deliveredSent = this.#last;
      this.#transport.read(this.#last).catch(() => (this.#readSent = 0));
    }
    if (this.#view?.unseen) this.#changed();
  }

  #take(event: ConversationEvent): void {
    this.#last = event.seq;
    const message = this.#apply(event);
    if (!message || message.mine) return;
    if (this.#typing) this.receiveTyping(this.#typing, false);
    this.#incoming.forEach((listener) => listener(message));
  }

  /** Puts a message in its place, or folds an edit, a deletion or a reaction into one that is loaded. */
  #apply(event: ConversationEvent): Message | undefined {
    if (event.type !== "message" && event.type !== "postback") {
      const at = this.#placed.findIndex((message) => message.messageId === event.message.message_id);
      const before = this.#placed[at];
      if (before) this.#placed[at] = fold(before, event);
      return undefined;
    }
    const bubble = bubbleOf(event, this.side);
    const waited = bubble.clientId ? this.#sender.arrived(bubble.clientId) : undefined;
    this.#place(waited ? keepLocal(bubble, waited) : bubble);
    return bubble;
  }

  #place(message: Message): void {
    const known = this.#placed.findIndex((placed) => placed.messageId === message.messageId);
    const before = this.#placed[known];
    if (before) {
      this.#placed[known] = keepLocal({ ...message, key: before.key }, before);
      return;
    }
    let at = this.#placed.length;
    while (at > 0 && this.#placed[at - 1]!.seq! > message.seq!) at--;
    this.#placed.splice(at, 0, message);
  }

  #beginVisit(): void {
    if (this.#readUpTo === undefined) {
      this.#readUpTo = this.#last;
      return;
    }
    const readUpTo = this.#readUpTo;
    this.#divider = this.#placed.find((message) => !message.mine && message.seq! > readUpTo)?.seq ?? null;
  }

  #unseen(): number {
    const readUpTo = this.#readUpTo ?? this.#last;
    let count = 0;
    for (let at = this.#placed.length - 1; at >= 0; at--) {
      const message = this.#placed[at]!;
      if (message.seq! <= readUpTo) break;
      if (!message.mine) count++;
    }
    return count;
  }

  #lastIncoming(): number {
    return this.#placed.findLast((message) => !message.mine)?.seq ?? 0;
  }

  #tellDelivered(): void {
    const incoming = this.#lastIncoming();
    if (incoming <= this.#deliveredSent) return;
    this.#deliveredSent = incoming;
    this.#transport.delivered(incoming).catch(() => (this.#deliveredSent = 0));
  }

  // ---- writing ----

  /** On the screen at once; the server's word follows. */
  send(draft: Draft): void {
    this.#typingSaid = 0;
    this.#sender.add(draft);
  }

  retry(key: string): void {
    this.#sender.retry(key);
  }

  /** Takes back what the server does not have yet, also in the middle of an upload. */
  discard(key: string): void {
    this.#sender.discard(key);
  }

  /** Tries to send what waits, such as when the network is back. */
  flush(): void {
    this.#sender.flush();
  }

  edit(messageId: string, text: string): Promise<void> {
    const change = (message: Message) => ({ ...message, text, editedAt: this.#now().toISOString() });
    return this.#changeOwn(messageId, change, () => this.#transport.edit(messageId, text));
  }

  unsend(messageId: string): Promise<void> {
    return this.#changeOwn(messageId, emptied, () => this.#transport.unsend(messageId));
  }

  react(messageId: string, emoji: string | null): Promise<void> {
    const change = (message: Message) => withReaction(message, this.side, emoji);
    return this.#changeOwn(messageId, change, () => this.#transport.react(messageId, emoji));
  }

  /** Answers what a template asks. */
  answer(messageId: string, answer: Answer): Promise<void> {
    const change = (message: Message) => ({ ...message, answer });
    return this.#changeOwn(messageId, change, () => this.#transport.answer!(messageId, answer));
  }

  /** Whether this side is one that is asked. */
  get answers(): boolean {
    return this.side === "person" && this.#transport.answer !== undefined;
  }

  /** Shows the change at once and takes it back when the server refuses; the Problem goes on to the caller. */
  async #changeOwn(
    messageId: string,
    change: (message: Message) => Message,
    ask: () => Promise<unknown>,
  ): Promise<void> {
    const at = () => this.#placed.findIndex((message) => message.messageId === messageId);
    const before = this.#placed[at()];
    if (!before) return;
    const changed = change(before);
    this.#placed[at()] = changed;
    this.#changed();
    try {
      await ask();
    } catch (error) {
      if (this.#placed[at()] === changed) this.#placed[at()] = before;
      this.#changed();
      throw error;
    }
  }

  /** A key was pressed: said at most every three seconds. */
  writing(): void {
    const now = this.#now().getTime();
    if (now - this.#typingSaid < typingEvery) return;
    this.#typingSaid = now;
    this.#transport.typing(true).catch(() => undefined);
  }

  stoppedWriting(): void {
    if (this.#typingSaid === 0) return;
    this.#typingSaid = 0;
    this.#transport.typing(false).catch(() => undefined);
  }

  /** No more calls out; drop the model after this. */
  close(): void {
    clearTimeout(this.#typingTimer);
    clearTimeout(this.#repairTimer);
    this.#sender.close();
    this.#listeners.clear();
    this.#incoming.clear();
  }

  #acknowledged(message: Message, sent: Sent): void {
    const { problem, ...rest } = message;
    this.#place({ ...rest, seq: sent.seq, messageId: sent.message_id, at: sent.at, state: "sent" });
    this.#changed();
  }

  #changed(): void {
    this.#view = null;
    this.#listeners.forEach((listener) => listener());
  }
}

/** The picture that is already on the screen stays there, so that nothing flickers when the server's copy is known. */
function keepLocal(message: Message, before: Message): Message {
  return before.local && !message.unsent ? { ...message, local: { ...before.local, progress: 1 } } : message;
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : Problem.unreachable();
}
