import type { HubConnection } from "@microsoft/signalr";
import type { Author, ConversationEvent } from "../../shared/api/conversation";
import type { Presence, Summary, TeamEvent } from "../api/inbox";

export interface Changed {
  page: string;
  summary: Summary;
  events?: ConversationEvent[];
  team?: TeamEvent[];
}

export interface Typing {
  page: string;
  conversation: string;
  from: Author;
  on: boolean;
}

export interface ReceiptsMoved {
  page: string;
  conversation: string;
  delivered: number;
  read: number;
}

export interface LiveMessages {
  changed: Changed;
  typing: Typing;
  receipts: ReceiptsMoved;
  presence: Presence;
  /** The connection is there again: whatever happened meanwhile must be fetched. */
  resumed: undefined;
  connection: "connecting" | "connected" | "lost";
}

type Listener<Name extends keyof LiveMessages> = (message: LiveMessages[Name]) => void;

/** 1, 2, 4 … 30 s with jitter, for ever: a counter stays open for days. */
export function retryDelay(attempt: number, random = Math.random()) {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.5 + random / 2);
}

/** The server forgets a look after 30 s, so that a closed lid is not taken for somebody who reads. */
const LOOK_AGAIN_MS = 15_000;

/**
 * The live side of the inbox: one SignalR connection per console, watching one page at a time.
 * It promises nothing about completeness; listeners fetch by sequence number after every `resumed`.
 */
export class InboxLive {
  private readonly listeners: { [Name in keyof LiveMessages]: Set<Listener<Name>> } = {
    changed: new Set(),
    typing: new Set(),
    receipts: new Set(),
    presence: new Set(),
    resumed: new Set(),
    connection: new Set(),
  };
  private hub: HubConnection | undefined;
  private page: string | undefined;
  private looking: string | undefined;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lookAgain: ReturnType<typeof setInterval> | undefined;
  connection: LiveMessages["connection"] = "connecting";

  on<Name extends keyof LiveMessages>(name: Name, listener: Listener<Name>): () => void {
    const set: Set<Listener<Name>> = this.listeners[name];
    set.add(listener);
    return () => void set.delete(listener);
  }

  async start() {
    const signalr = await import("@microsoft/signalr");
    if (this.stopped) return;
    const hub = new signalr.HubConnectionBuilder()
      .withUrl("/hubs/inbox")
      .withAutomaticReconnect({
        nextRetryDelayInMilliseconds: ({ previousRetryCount }) => retryDelay(previousRetryCount),
      })
      .configureLogging(signalr.LogLevel.None)
      .build();
    this.hub = hub;
    hub.on("Changed", (message: Changed) => this.tell("changed", message));
    hub.on("Typing", (message: Typing) => this.tell("typing", message));
    hub.on("Receipts", (message: ReceiptsMoved) => this.tell("receipts", message));
    hub.on("Presence", (message: Presence) => this.tell("presence", message));
    hub.on("Reload", () => this.tell("resumed", undefined));
    hub.onreconnecting(() => this.setConnection("lost"));
    hub.onreconnected(() => this.resume());
    hub.onclose(() => this.connect(0));
    this.lookAgain = setInterval(() => {
      if (this.looking) this.look(this.looking);
    }, LOOK_AGAIN_MS);
    this.connect(0);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.lookAgain);
    void this.hub?.stop();
  }

  watch(page: string) {
    this.page = page;
    this.invoke("Watch", page);
  }

  look(person: string | undefined) {
    this.looking = person;
    if (this.page) this.invoke("Look", this.page, person ?? null);
  }

  typing(person: string, on: boolean) {
    if (this.page) this.invoke("Typing", this.page, person, on);
  }

  private connect(attempt: number) {
    const hub = this.hub;
    if (this.stopped || !hub) return;
    hub.start().then(
      () => this.resume(),
      () => {
        this.setConnection("lost");
        this.timer = setTimeout(() => this.connect(attempt + 1), retryDelay(attempt));
      },
    );
  }

  private resume() {
    this.setConnection("connected");
    if (this.page) this.invoke("Watch", this.page);
    if (this.page && this.looking) this.invoke("Look", this.page, this.looking);
    this.tell("resumed", undefined);
  }

  private setConnection(connection: LiveMessages["connection"]) {
    this.connection = connection;
    this.tell("connection", connection);
  }

  private tell<Name extends keyof LiveMessages>(name: Name, message: LiveMessages[Name]) {
    const set: Set<Listener<Name>> = this.listeners[name];
    set.forEach((listener) => listener(message));
  }

  private invoke(method: string, ...words: unknown[]) {
    if (this.connection === "connected") void this.hub?.invoke(method, ...words).catch(() => undefined);
  }
}
