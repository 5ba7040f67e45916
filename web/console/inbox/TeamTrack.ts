import type { TeamEvent } from "../api/inbox";

type TeamPage = { seq: number; events: TeamEvent[]; more: boolean };

/** A note of one's own that the server does not have yet. */
export interface WaitingNote {
  client_id: string;
  text: string;
  at: string;
  after: number;
  failed: boolean;
}

export interface TeamTrackState {
  events: readonly TeamEvent[];
  waiting: readonly WaitingNote[];
}

type Options = {
  fetch: (range: { after?: number; before?: number; limit: number }) => Promise<TeamPage>;
  note: (note: { client_id: string; text: string }) => Promise<unknown>;
  self: string;
  now?: () => Date;
  newId?: () => string;
};

const pageSize = 200;

/**
 * What only the team sees of one conversation: notes and what was done to it, dense by the team's own sequence. Notes
 * are on screen at once and sent with a client id, so that trying again cannot double them.
 */
export class TeamTrack {
  #state: TeamTrackState = { events: [], waiting: [] };
  #last = 0;
  #opened = false;
  #repairing: Promise<void> | undefined;
  readonly #options: Options;
  readonly #listeners = new Set<() => void>();

  constructor(options: Options) {
    this.#options = options;
  }

  readonly snapshot = () => this.#state;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Loads everything, newest first, so that what is on screen gets its notes at once. */
  async open() {
    const newest = await this.#options.fetch({ limit: pageSize });
    this.#last = newest.events.at(-1)?.seq ?? newest.seq;
    this.#opened = true;
    this.#set({ events: newest.events });
    let { more } = newest;
    while (more) {
      const first = this.#state.events[0]?.seq;
      if (first === undefined) return;
      const page = await this.#options.fetch({ before: first, limit: pageSize });
      const older = page.events.filter((event) => event.seq < first);
      this.#set({ events: [...older, ...this.#state.events] });
      more = page.more && older.length > 0;
    }
  }

  /** Takes live events, in any order and any number of times; a gap is fetched. */
  receive(events: readonly TeamEvent[]) {
    if (!this.#opened) return;
    for (const event of events) {
      if (event.seq <= this.#last) continue;
      if (event.seq > this.#last + 1) {
        void this.repair();
        return;
      }
      this.#take(event);
    }
  }

  repair(): Promise<void> {
    return (this.#repairing ??= this.#fetchMissing().finally(() => (this.#repairing = undefined)));
  }

  addNote(text: string, after: number) {
    const client_id = (this.#options.newId ?? (() => crypto.randomUUID()))();
    const at = (this.#options.now?.() ?? new Date()).toISOString();
    this.#set({ waiting: [...this.#state.waiting, { client_id, text, at, after, failed: false }] });
    void this.#send(client_id);
  }

  retryNote(client_id: string) {
    this.#change(client_id, { failed: false });
    void this.#send(client_id);
  }

  discardNote(client_id: string) {
    this.#set({ waiting: this.#state.waiting.filter((note) => note.client_id !== client_id) });
  }

  async #send(client_id: string) {
    const note = this.#state.waiting.find((one) => one.client_id === client_id);
    if (!note) return;
    try {
      await this.#options.note({ client_id, text: note.text });
      // The event itself may have come by the live connection already.
      if (this.#state.waiting.some((one) => one.client_id === client_id)) await this.repair();
      this.discardNote(client_id);
    } catch {
      this.#change(client_id, { failed: true });
    }
  }

  async #fetchMissing() {
    if (!this.#opened) return this.open();
    for (;;) {
      const page = await this.#options.fetch({ after: this.#last, limit: pageSize });
      for (const event of page.events) if (event.seq > this.#last) this.#take(event);
      if (!page.more || page.events.length === 0) return;
    }
  }

  #take(event: TeamEvent) {
    this.#last = event.seq;
    const waiting = this.#state.waiting.filter((note) => !this.#isSame(note, event));
    this.#set({ events: [...this.#state.events, event], waiting });
  }

  #isSame(note: WaitingNote, event: TeamEvent) {
    return event.type === "note" && event.from.id === this.#options.self && event.note?.text === note.text;
  }

  #change(client_id: string, part: Partial<WaitingNote>) {
    this.#set({
      waiting: this.#state.waiting.map((note) => (note.client_id === client_id ? { ...note, ...part } : note)),
    });
  }

  #set(part: Partial<TeamTrackState>) {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
