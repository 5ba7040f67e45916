import type { FileKind, SendBody, Sent } from "../api/conversation";
import { Problem } from "../api/request";
import type { Side } from "./fold";
import type { LocalFile, Message } from "./Message";
import type { Draft, Outbox, Outgoing } from "./Outbox";
import type { Transport } from "./Transport";

type Options = {
  conversation: string;
  side: Side;
  transport: Transport;
  outbox: Outbox;
  now: () => Date;
  newId?: () => string;
  onChange: () => void;
  onSent: (message: Message, sent: Sent) => void;
};

type Entry = { outgoing: Outgoing; message: Message; upload?: AbortController };

const patience = 5;

/** Sends what was written one after the other, in order, each with its own client id, until the server has answered. */
export class Sender {
  readonly #options: Options;
  #entries: Entry[] = [];
  #sending = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get waiting(): readonly Message[] {
    return this.#entries.map((entry) => entry.message);
  }

  /** Brings back what an earlier page could not send. */
  async restore(): Promise<void> {
    const kept = await this.#options.outbox.load(this.#options.conversation);
    const known = new Set(this.#entries.map((entry) => entry.outgoing.clientId));
    const restored = kept.filter((outgoing) => !known.has(outgoing.clientId)).map((outgoing) => this.#entry(outgoing));
    this.#entries = [...restored, ...this.#entries];
    this.#options.onChange();
  }

  add(draft: Draft): void {
    const at = this.#options.now();
    const order = Math.max(at.getTime(), (this.#entries.at(-1)?.outgoing.order ?? 0) + 1);
    const clientId = (this.#options.newId ?? newClientId)();
    const entry = this.#entry({
      clientId,
      conversation: this.#options.conversation,
      order,
      at: at.toISOString(),
      draft,
    });
    this.#entries.push(entry);
    void this.#options.outbox.put(entry.outgoing);
    this.#options.onChange();
    this.flush();
  }

  /** The server's own event came before its answer: the message is placed, so it waits no longer. */
  arrived(clientId: string): Message | undefined {
    const entry = this.#entries.find((one) => one.outgoing.clientId === clientId);
    if (entry) this.#forget(entry);
    return entry?.message;
  }

  retry(clientId: string): void {
    const entry = this.#entries.find((one) => one.outgoing.clientId === clientId);
    if (entry?.message.state !== "failed") return;
    const { failed, ...outgoing } = entry.outgoing;
    const { problem, ...message } = entry.message;
    entry.outgoing = {
      ...outgoing,
      order: Math.max(this.#options.now().getTime(), (this.#entries.at(-1)?.outgoing.order ?? 0) + 1),
    };
    entry.message = { ...message, state: "sending" };
    this.#entries = [...this.#entries.filter((one) => one !== entry), entry];
    void this.#options.outbox.put(entry.outgoing);
    this.#options.onChange();
    this.flush();
  }

  discard(clientId: string): void {
    const entry = this.#entries.find((one) => one.outgoing.clientId === clientId);
    if (!entry) return;
    entry.upload?.abort();
    this.#forget(entry);
    this.#options.onChange();
  }

  /** Starts sending, or hurries a wait for the next try. */
  flush(): void {
    clearTimeout(this.#timer);
    if (!this.#sending && !this.#closed) void this.#run();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#sending = true;
    for (;;) {
      const entry = this.#entries.find((one) => one.message.state === "sending");
      if (!entry || this.#closed) break;
      try {
        await this.#deliver(entry);
        this.#tries = 0;
      } catch (error) {
        if (!this.#entries.includes(entry)) continue;
        const problem = error instanceof Problem ? error : Problem.unreachable();
        if (!this.#worthWaiting(problem)) {
          this.#fail(entry, problem.code);
          continue;
        }
        const seconds = problem.retryAfter ?? Math.min(30, 2 ** this.#tries++);
        this.#timer = setTimeout(() => this.flush(), seconds * 1000 * (0.8 + Math.random() * 0.4));
        break;
      }
    }
    this.#sending = false;
  }

  /** Without a network a message waits as long as it takes; a server that keeps failing is told to the writer. */
  #worthWaiting(problem: Problem): boolean {
    if (!problem.passes) return false;
    return problem.status === 0 || problem.retryAfter !== undefined || this.#tries < patience;
  }

  async #deliver(entry: Entry): Promise<void> {
    const { transport, outbox } = this.#options;
    const { draft, clientId } = entry.outgoing;
    if (draft.file && !entry.outgoing.uploaded) {
      entry.upload = new AbortController();
      const uploaded = await transport.upload(draft.file, (share) => this.#progress(entry, share), entry.upload.signal);
      entry.outgoing = { ...entry.outgoing, uploaded };
      if (this.#entries.includes(entry)) await outbox.put(entry.outgoing);
    }
    if (!this.#entries.includes(entry)) return;
    const sent = await transport.send(bodyOf(entry.outgoing));
    if (this.arrived(clientId)) this.#options.onSent(entry.message, sent);
  }

  #progress(entry: Entry, share: number): void {
    if (!entry.message.local) return;
    entry.message = { ...entry.message, local: { ...entry.message.local, progress: share } };
    this.#options.onChange();
  }

  #fail(entry: Entry, code: string): void {
    this.#tries = 0;
    entry.outgoing = { ...entry.outgoing, failed: code };
    entry.message = { ...entry.message, state: "failed", problem: code };
    void this.#options.outbox.put(entry.outgoing);
    this.#options.onChange();
  }

  #forget(entry: Entry): void {
    this.#entries = this.#entries.filter((one) => one !== entry);
    void this.#options.outbox.remove(entry.outgoing.clientId);
  }

  #entry(outgoing: Outgoing): Entry {
    const { draft, clientId, at, failed } = outgoing;
    const message: Message = {
      key: clientId,
      clientId,
      at,
      from: { kind: this.#options.side === "person" ? "person" : "member" },
      mine: true,
      state: failed ? "failed" : "sending",
      attachments: [],
      quickReplies: [],
      reactions: [],
      unsent: false,
      tapped: draft.postback !== undefined,
    };
    const text = draft.text ?? draft.quickReply?.title ?? draft.postback?.title;
    if (text) message.text = text;
    if (failed) message.problem = failed;
    if (draft.replyTo) message.replyTo = draft.replyTo;
    if (draft.file) message.local = localFile(draft.file, draft);
    return { outgoing, message };
  }
}

function localFile(file: File, { width, height }: Draft): LocalFile {
  const kind = fileKind(file.type);
  const local: LocalFile = { kind, name: file.name, size: file.size, url: URL.createObjectURL(file), progress: 0 };
  return width && height ? { ...local, width, height } : local;
}

export function fileKind(mime: string): FileKind {
  const kind = (["image", "audio", "video"] as const).find((media) => mime.startsWith(`${media}/`));
  return mime === "image/svg+xml" ? "file" : (kind ?? "file");
}

function bodyOf({ clientId, draft, uploaded }: Outgoing): SendBody {
  const body: SendBody = { client_id: clientId };
  if (draft.quickReply) body.quick_reply = draft.quickReply;
  else if (draft.postback) body.postback = draft.postback;
  else if (draft.text) body.text = draft.text;
  if (uploaded) body.attachment = { file_id: uploaded.file_id };
  if (draft.replyTo) body.reply_to = { message_id: draft.replyTo.message_id };
  return body;
}

/** 128 random bits; also where the page is not served over https and `randomUUID` is missing. */
function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
