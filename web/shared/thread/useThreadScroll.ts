import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { ChunkWatch } from "./ChunkWatch";
import type { ConversationModel, ConversationView } from "./ConversationModel";
import type { Chunk } from "./rows";

const nearBottom = 80;
const olderWithin = 800;
const dateFades = 1000;

type Anchor = { key: string; top: number };

/**
 * Keeps the reader's place. At the foot the newest message stays in view; anywhere else the row at the top edge stays
 * where it is, whatever is put above it, measured anew or grows.
 */
export function useThreadScroll(model: ConversationModel, view: ConversationView, chunks: readonly Chunk[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const watch = useMemo(() => new ChunkWatch(), [model]);
  const state = useRef({ stuck: true, anchor: null as Anchor | null, opened: false, sent: 0 });
  const drawn = useRef(chunks);
  drawn.current = chunks;
  const [away, setAway] = useState(false);
  const [date, setDate] = useState<string | null>(null);
  const fading = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const settle = () => {
    const element = scroller.current;
    if (!element) return;
    if (state.current.stuck) element.scrollTop = element.scrollHeight;
    else restore(element, state.current.anchor);
    state.current.anchor = anchorOf(element, content);
  };

  const look = () => {
    const element = scroller.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    state.current.stuck = below <= nearBottom;
    state.current.anchor = anchorOf(element, content);
    setAway(below > nearBottom);
    if (state.current.stuck) model.seen();
    if (element.scrollTop < olderWithin) void model.loadOlder();
  };

  // The first load opens at the divider; one's own new message always brings the reader to the foot.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const waiting = view.messages.filter((message) => message.state === "sending").length;
    if (waiting > state.current.sent) state.current.stuck = true;
    state.current.sent = waiting;
    if (!state.current.opened && view.loading !== "first" && view.messages.length > 0) {
      state.current.opened = true;
      const divider = view.divider !== null && element.querySelector<HTMLElement>("[data-divider]");
      if (divider && divider.offsetTop < element.scrollHeight - element.clientHeight) {
        state.current.stuck = false;
        element.scrollTop = divider.offsetTop - 48;
        state.current.anchor = anchorOf(element, content);
      }
    }
    settle();
    look();
  }, [chunks, view.typing, view.loading, view.unseen]);

  useEffect(() => {
    const element = scroller.current;
    if (!element || !content.current) return;
    watch.start(element);
    const resized = new ResizeObserver(() => settle());
    resized.observe(element);
    resized.observe(content.current);
    const attend = () => {
      model.attend(!document.hidden);
      if (!document.hidden) look();
    };
    attend();
    document.addEventListener("visibilitychange", attend);
    return () => {
      document.removeEventListener("visibilitychange", attend);
      resized.disconnect();
      watch.stop();
    };
  }, [model]);

  return {
    scroller,
    content,
    watch,
    /** Scrolled up from the newest message. */
    away,
    /** The day at the top edge, while scrolling and a second longer. */
    date,
    onScroll: () => {
      look();
      const element = scroller.current;
      if (!element || state.current.stuck) return;
      setDate(dayAtTop(chunks, state.current.anchor));
      clearTimeout(fading.current);
      fading.current = setTimeout(() => setDate(null), dateFades);
    },
    toNewest: () => {
      state.current.stuck = true;
      settle();
      look();
    },
    jumpTo: (key: string) => {
      state.current.stuck = false;
      // A frame for the older pages to be placed, one for their chunk to be drawn.
      requestAnimationFrame(() => {
        const chunk = drawn.current.find((one) => one.rows.some((row) => row.key === key));
        if (chunk) watch.show(chunk.number);
        requestAnimationFrame(() => {
          const block = content.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
          block?.scrollIntoView({ block: "center" });
          block?.focus({ preventScroll: true });
          look();
        });
      });
    },
  };
}

/**
 * The first message or aside that reaches below the top edge, and how far it stands from there. A day's pill is none:
 * it moves up when older messages of its day come.
 */
function anchorOf(element: HTMLElement, content: RefObject<HTMLElement | null>): Anchor | null {
  const edge = element.getBoundingClientRect().top;
  for (const chunk of content.current?.querySelectorAll<HTMLElement>("[data-chunk]") ?? []) {
    const box = chunk.getBoundingClientRect();
    if (box.bottom <= edge) continue;
    for (const row of chunk.querySelectorAll<HTMLElement>("[data-key]")) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom > edge) return { key: row.dataset.key!, top: top - edge };
    }
    return { key: chunk.dataset.chunk!, top: box.top - edge };
  }
  return null;
}

function restore(element: HTMLElement, anchor: Anchor | null): void {
  if (!anchor) return;
  const key = CSS.escape(anchor.key);
  const row = element.querySelector(`[data-key="${key}"]`) ?? element.querySelector(`[data-chunk="${key}"]`);
  if (!row) return;
  const moved = row.getBoundingClientRect().top - element.getBoundingClientRect().top - anchor.top;
  if (Math.abs(moved) >= 1) element.scrollTop += moved;
}

/** None where the day's own pill is in view, just above the first row. */
function dayAtTop(chunks: readonly Chunk[], anchor: Anchor | null): string | null {
  if (!anchor) return null;
  const rows = chunks.find((chunk) => chunk.rows.some((row) => row.key === anchor.key))?.rows ?? [];
  const at = rows.findIndex((row) => row.key === anchor.key);
  const row = rows[at];
  if (row?.kind !== "message" || (rows[at - 1]?.kind === "day" && anchor.top > 0)) return null;
  return row.message.at;
}
