import type { Order, Summary, SummaryPage, Tab } from "../api/inbox";

export interface ListFilter {
  tab: Tab | "all";
  order: Order;
  q: string;
}

export interface ListState {
  phase: "loading" | "ready" | "failed";
  rows: readonly Summary[];
  loadingMore: boolean;
  more: boolean;
  problem: unknown;
}

type FetchPage = (filter: ListFilter, after: string | undefined) => Promise<SummaryPage>;

export function belongs(summary: Summary, filter: ListFilter) {
  if (filter.q && !summary.name?.toLocaleLowerCase().includes(filter.q.toLocaleLowerCase())) return false;
  if (filter.tab === "all") return true;
  if (filter.tab === "resolved") return summary.status === "resolved";
  return summary.status === "open" && (filter.tab === "open" || summary.unread > 0);
}

const lastAt = (summary: Summary) => summary.last?.at ?? "";

export function sortRows(rows: Iterable<Summary>, order: Order): Summary[] {
  return [...rows].sort((a, b) => {
    if (order === "longest_wait") {
      if (a.waiting_since && b.waiting_since) return a.waiting_since.localeCompare(b.waiting_since);
      if (a.waiting_since ?? b.waiting_since) return a.waiting_since ? -1 : 1;
    }
    return lastAt(b).localeCompare(lastAt(a)) || b.id.localeCompare(a.id);
  });
}

/**
 * The list of conversations of one page under one filter: pages loaded by cursor, live changes laid over them.
 * The conversation that is open on screen stays in the list even when it no longer fits the filter, unless that is a search.
 */
export class ConversationList {
  private state: ListState = {
    phase: "loading",
    rows: [],
    loadingMore: false,
    more: false,
    problem: undefined,
  };
  private readonly rows = new Map<string, Summary>();
  private readonly listeners = new Set<() => void>();
  private next: string | undefined;
  private kept: string | undefined;
  /** What changed live while an answer was on its way: that answer may be older. */
  private readonly meanwhile = new Map<string, Summary>();
  private load = 0;
  private loading = 0;

  constructor(
    private readonly fetchPage: FetchPage,
    private filter: ListFilter,
  ) {}

  readonly snapshot = () => this.state;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  find(id: string) {
    return this.rows.get(id);
  }

  async show(filter: ListFilter) {
    this.filter = filter;
    this.set({ phase: "loading", rows: [] });
    await this.reload();
  }

  /** Reads the first page again and keeps what is on screen until it is there. */
  async reload() {
    const load = ++this.load;
    try {
      const page = await this.fetch(undefined);
      if (load !== this.load) return;
      this.rows.clear();
      this.take(page);
      this.set({ phase: "ready", problem: undefined });
    } catch (problem) {
      if (load === this.load) this.set({ phase: this.rows.size > 0 ? "ready" : "failed", problem });
    }
  }

  async loadMore() {
    if (this.state.loadingMore || !this.next) return;
    const load = this.load;
    this.set({ loadingMore: true });
    try {
      const page = await this.fetch(this.next);
      if (load === this.load) this.take(page);
    } catch (problem) {
      if (load === this.load) this.set({ problem });
    } finally {
      this.set({ loadingMore: false });
    }
  }

  /** Lays a live change over the list. */
  change(summary: Summary) {
    const before = this.rows.get(summary.id);
    if (before && isOlder(summary, before)) return;
    if (this.loading > 0) this.meanwhile.set(summary.id, summary);
    if (belongs(summary, this.filter) || this.keeps(summary)) this.rows.set(summary.id, summary);
    else this.rows.delete(summary.id);
    this.set({});
  }

  /** Keeps the open conversation on screen while it is looked at; lets go of the one before. */
  keep(id: string | undefined) {
    const before = this.kept ? this.rows.get(this.kept) : undefined;
    this.kept = id;
    if (before && before.id !== id && !belongs(before, this.filter)) {
      this.rows.delete(before.id);
      this.set({});
    }
  }

  private keeps(summary: Summary) {
    return summary.id === this.kept && !this.filter.q;
  }

  private async fetch(after: string | undefined) {
    this.loading++;
    try {
      return await this.fetchPage(this.filter, after);
    } finally {
      this.loading--;
    }
  }

  private take(page: SummaryPage) {
    for (const summary of page.conversations) this.rows.set(summary.id, summary);
    for (const summary of this.meanwhile.values()) {
      if (belongs(summary, this.filter) || this.keeps(summary)) this.rows.set(summary.id, summary);
      else this.rows.delete(summary.id);
    }
    if (this.loading === 0) this.meanwhile.clear();
    this.next = page.next;
    this.set({ more: page.next !== undefined });
  }

  private set(change: Partial<ListState>) {
    const rows = change.rows ?? sortRows(this.rows.values(), this.filter.order);
    this.state = { ...this.state, ...change, rows };
    for (const listener of this.listeners) listener();
  }
}

/** Live changes and answers to requests may cross; the sequence numbers say which is newer. */
function isOlder(one: Summary, other: Summary) {
  return one.seq < other.seq || (one.seq === other.seq && one.team_seq < other.team_seq);
}
