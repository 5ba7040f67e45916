import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { ChunkWatch } from "./ChunkWatch";
import type { ConversationModel, ConversationView } from "./ConversationModel";
import type { Chunk } from "./rows";

const nearBottom = 80;
const olderWithin = 800;
const dateFades = 1000;

type Anchor = { element: HTMLElement; top: number };

/**
 * Keeps the reader's place. At the foot the newest message stays in view; anywhere else the words at the top edge stay
 * where they are, whatever is put above them, measured anew or grows. The place is taken when the reader scrolls and
 * at no other time: taken again after every correction, what each loses to rounding would add up.
 */
export function useThreadScroll(model: ConversationModel, view: ConversationView, chunks: readonly Chunk[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const watch = useMemo(() => new ChunkWatch(), [model]);
  const state = useRef({ stuck: true, anchor: null as Anchor | null, scrollTop: 0, opened: false, sent: 0 });
  const drawn = useRef(chunks);
  drawn.current = chunks;
  const [away, setAway] = useState(false);
  const [date, setDate] = useState<string | null>(null);
  const fading = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const take = (element: HTMLElement) => {
    state.current.anchor = anchorOf(element);
    state.current.scrollTop = element.scrollTop;
  };

  const settle = () => {
    const element = scroller.current;
    if (!element) return;
    const { stuck, anchor } = state.current;
    if (stuck) element.scrollTop = element.scrollHeight;
    else if (anchor?.element.isConnected) element.scrollTop += distance(element, anchor.element) - anchor.top;
    else take(element);
    state.current.scrollTop = element.scrollTop;
  };

  const look = () => {
    const element = scroller.current;
    if (!element) return;
    if (element.scrollTop !== state.current.scrollTop) take(element);
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    state.current.stuck = below <= nearBottom;
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
        take(element);
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
      // A frame for the older pages to be placed, one for their chunk to be drawn.
      requestAnimationFrame(() => {
        const chunk = drawn.current.find((one) => one.rows.some((row) => row.key === key));
        if (chunk) watch.show(chunk.number);
        requestAnimationFrame(() => {
          const block = content.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
          if (!block) return;
          state.current.stuck = false;
          block.scrollIntoView({ block: "center" });
          block.focus({ preventScroll: true });
          look();
        });
      });
    },
  };
}

/**
 * The words of the first row that reaches below the top edge. Not the row: the name above them goes when it turns out
 * that an older message begins the group. And not a day's pill: it moves up when older messages of its day come.
 */
function anchorOf(scroller: HTMLElement): Anchor | null {
  const reaches = (element: HTMLElement) =>
    element.getBoundingClientRect().bottom > scroller.getBoundingClientRect().top;
  const chunk = [...scroller.querySelectorAll<HTMLElement>("[data-chunk]")].find(reaches);
  if (!chunk) return null;
  const row = [...chunk.querySelectorAll<HTMLElement>("[data-key]")].find(reaches);
  const element = row?.querySelector<HTMLElement>("[data-said]") ?? row ?? chunk;
  return { element, top: distance(scroller, element) };
}

function distance(scroller: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

/** None where the day's own pill is in view, just above the first row. */
function dayAtTop(chunks: readonly Chunk[], anchor: Anchor | null): string | null {
  const key = anchor?.element.closest<HTMLElement>("[data-key]")?.dataset.key;
  if (!anchor || !key) return null;
  const rows = chunks.find((chunk) => chunk.rows.some((row) => row.key === key))?.rows ?? [];
  const at = rows.findIndex((row) => row.key === key);
  const row = rows[at];
  if (row?.kind !== "message" || (rows[at - 1]?.kind === "day" && anchor.top > 0)) return null;
  return row.message.at;
}
