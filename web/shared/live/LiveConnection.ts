import { backoff } from "./backoff";
import { readFrames } from "./eventStream";
import type { ClientFrame, ServerFrame } from "./frames";

export type LiveState = "connecting" | "open" | "waiting" | "paused" | "closed";

export type LiveOptions = {
  token: string;
  /** `/api/chat/live`, and `/api/chat/stream` for networks that let no WebSocket through. */
  socketPath: string;
  streamPath: string;
  /** The last event that is known; the server goes on after it. */
  after: () => number;
  onFrame: (frame: ServerFrame) => void;
  onState: (state: LiveState) => void;
  /** The token is not good any more. */
  onRefused: () => void;
};

const pingEvery = 25_000;
const silenceAllowed = 40_000;
const openWithin = 10_000;
const hiddenAllowed = 300_000;
const socketTries = 2;

/** How the server closes a socket whose token it does not accept, or not any more. */
const refusedCode = 4401;

/**
 * Keeps one live connection up: a WebSocket, or a fetched event stream after the socket failed to open twice. It comes
 * back with growing pauses, rests after five minutes in a hidden tab, and leaves it to the model to fetch what was missed.
 */
export class LiveConnection {
  readonly #options: LiveOptions;
  #state: LiveState = "closed";
  #socket: WebSocket | null = null;
  #stream: AbortController | null = null;
  #attempt = 0;
  #socketFailures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  get state(): LiveState {
    return this.#state;
  }

  open(): void {
    window.addEventListener("online", this.#hurry);
    window.addEventListener("offline", this.#lost);
    document.addEventListener("visibilitychange", this.#visibility);
    this.#connect();
  }

  close(): void {
    window.removeEventListener("online", this.#hurry);
    window.removeEventListener("offline", this.#lost);
    document.removeEventListener("visibilitychange", this.#visibility);
    clearTimeout(this.#rest);
    this.#drop("closed");
  }

  /** False when there is no open socket: the caller uses a plain request instead. */
  send(frame: ClientFrame): boolean {
    if (this.#state !== "open" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect(): void {
    this.#drop("connecting");
    if (this.#socketFailures >= socketTries) void this.#openStream();
    else this.#openSocket();
  }

  #openSocket(): void {
    const url = new URL(`${this.#options.socketPath}?after=${this.#options.after()}`, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    let opened = false;
    const socket = new WebSocket(url);
    this.#socket = socket;
    const tooLate = setTimeout(() => socket.close(), openWithin);

    socket.onopen = () =>
      socket.send(JSON.stringify({ type: "auth", token: this.#options.token } satisfies ClientFrame));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as ServerFrame;
      if (!opened) clearTimeout(tooLate);
      opened = true;
      this.#hear(frame);
    };
    socket.onclose = ({ code }) => {
      clearTimeout(tooLate);
      if (this.#socket !== socket) return;
      if (code === refusedCode) return this.#refused();
      this.#socketFailures = opened ? 0 : this.#socketFailures + 1;
      this.#retryLater();
    };
  }

  async #openStream(): Promise<void> {
    const stream = (this.#stream = new AbortController());
    try {
      const response = await fetch(`${this.#options.streamPath}?after=${this.#options.after()}`, {
        headers: { authorization: `Bearer ${this.#options.token}`, accept: "text/event-stream" },
        signal: stream.signal,
      });
      if (response.status === 401) return this.#refused();
      if (response.ok && response.body) {
        for await (const frame of readFrames(response.body)) this.#hear(frame);
      }
    } catch {
      // A broken stream ends like a closed one.
    }
    if (this.#stream !== stream) return;
    // The network may have changed: the socket gets another chance.
    this.#socketFailures = socketTries - 1;
    this.#retryLater();
  }

  #hear(frame: ServerFrame): void {
    this.#heardAt = Date.now();
    if (frame.type === "ready") {
      this.#attempt = 0;
      this.#ping = setInterval(() => this.#checkPulse(), pingEvery);
      this.#enter("open");
    }
    this.#options.onFrame(frame);
  }

  #checkPulse(): void {
    if (this.#stream) return;
    if (Date.now() - this.#heardAt > silenceAllowed) this.#retryLater();
    else this.send({ type: "ping" });
  }

  #retryLater(): void {
    this.#drop("waiting");
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#attempt++));
  }

  #refused(): void {
    this.close();
    this.#options.onRefused();
  }

  #drop(next: LiveState): void {
    clearTimeout(this.#retry);
    clearInterval(this.#ping);
    const socket = this.#socket;
    const stream = this.#stream;
    this.#socket = null;
    this.#stream = null;
    socket?.close();
    stream?.abort();
    this.#enter(next);
  }

  #enter(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state);
  }

  readonly #hurry = () => {
    if (this.#state !== "waiting") return;
    this.#attempt = 0;
    this.#connect();
  };

  readonly #lost = () => {
    if (this.#state === "open" || this.#state === "connecting") this.#retryLater();
  };

  readonly #visibility = () => {
    clearTimeout(this.#rest);
    if (document.hidden) this.#rest = setTimeout(() => this.#drop("paused"), hiddenAllowed);
    else if (this.#state === "paused") this.#connect();
    else this.#hurry();
  };
}
