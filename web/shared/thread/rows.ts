import type { ComponentChildren } from "preact";
import type { Receipts } from "../api/conversation";
import { deliveryOf, type Delivery, type Message } from "./Message";

/** Something beside the messages: a system line or a note, standing after a place in the thread. */
export type Aside = { key: string; after: number; at: string; content: ComponentChildren };

export type MessageRow = {
  kind: "message";
  key: string;
  message: Message;
  delivery: Delivery;
  /** First and last of a group: who speaks stands over the first, face, time and state under the last. */
  first: boolean;
  last: boolean;
};

export type Row =
  | MessageRow
  | { kind: "day"; key: string; at: string }
  | { kind: "divider"; key: string }
  | { kind: "aside"; key: string; aside: Aside };

/** Rows that are mounted and measured together; the number comes from the sequence, so older pages never shift it. */
export type Chunk = { number: number; rows: readonly Row[] };

export type RowInput = {
  messages: readonly Message[];
  asides?: readonly Aside[];
  receipts: Receipts;
  divider: number | null;
  dayKey: (at: string) => string;
};

const chunkSize = 40;
const groupWithin = 5 * 60_000;

/**
 * Makes rows of messages. Rows and chunks that did not change are the very same objects as before, so that one new
 * message redraws one chunk, however long the conversation is.
 */
export function createRowBuilder(): (input: RowInput) => readonly Chunk[] {
  let known = new Map<string, Row>();
  let chunks: readonly Chunk[] = [];
  const days = new Map<string, string>();

  return ({ dayKey, ...given }) => {
    // Writing a date in the viewer's zone is slow, and the same thousands come again with every change.
    const dayOf = (at: string) => {
      let day = days.get(at);
      if (day === undefined) days.set(at, (day = dayKey(at)));
      return day;
    };
    const input = { ...given, dayKey: dayOf };
    const rows = new Map<string, Row>();
    const built: { number: number; rows: Row[] }[] = [];
    for (const { chunk, row } of rowsOf(input)) {
      const before = known.get(row.key);
      const kept = before && sameRow(before, row) ? before : row;
      rows.set(row.key, kept);
      const current = built.at(-1);
      if (current?.number === chunk) current.rows.push(kept);
      else built.push({ number: chunk, rows: [kept] });
    }
    known = rows;
    const before = new Map(chunks.map((chunk) => [chunk.number, chunk]));
    chunks = built.map((chunk) => {
      const old = before.get(chunk.number);
      return old && sameItems(old.rows, chunk.rows) ? old : chunk;
    });
    return chunks;
  };
}

function* rowsOf({
  messages,
  asides = [],
  receipts,
  divider,
  dayKey,
}: RowInput): Generator<{ chunk: number; row: Row }> {
  let day = "";
  let aside = 0;
  let place = 0;
  let before: Message | null = null;
  const chunk = () => Math.floor(place / chunkSize);

  for (let index = 0; index <= messages.length; index++) {
    const message = messages[index];
    const seq = message?.seq ?? (message ? place + 1 : Infinity);
    // Asides of the pages that are not loaded yet wait for them.
    for (; aside < asides.length && asides[aside]!.after < seq; aside++) {
      const { after, at, key } = asides[aside]!;
      if (index === 0 && messages.length > 0 && after < seq - 1) continue;
      place = Math.max(place, after);
      if (dayKey(at) !== day) yield { chunk: chunk(), row: { kind: "day", key: `day-${(day = dayKey(at))}`, at } };
      yield { chunk: chunk(), row: { kind: "aside", key, aside: asides[aside]! } };
      before = null;
    }
    if (!message) return;

    place = seq;
    if (dayKey(message.at) !== day) {
      day = dayKey(message.at);
      yield { chunk: chunk(), row: { kind: "day", key: `day-${day}`, at: message.at } };
      before = null;
    }
    if (message.seq === divider && divider !== null) {
      yield { chunk: chunk(), row: { kind: "divider", key: "divider" } };
      before = null;
    }
    const next = messages[index + 1];
    const ends =
      !next ||
      !together(message, next) ||
      dayKey(next.at) !== day ||
      (next.seq === divider && divider !== null) ||
      (aside < asides.length && asides[aside]!.after < (next.seq ?? Infinity));
    const first = !before || !together(before, message);
    const delivery = message.mine ? deliveryOf(message, receipts) : "sent";
    yield { chunk: chunk(), row: { kind: "message", key: message.key, message, delivery, first, last: ends } };
    before = message;
  }
}

function together(a: Message, b: Message): boolean {
  return (
    a.mine === b.mine &&
    a.from.kind === b.from.kind &&
    a.from.id === b.from.id &&
    a.from.picture_url === b.from.picture_url &&
    a.state !== "failed" &&
    b.state !== "failed" &&
    Date.parse(b.at) - Date.parse(a.at) < groupWithin
  );
}

function sameRow(a: Row, b: Row): boolean {
  if (a.kind === "message" && b.kind === "message") {
    return a.message === b.message && a.delivery === b.delivery && a.first === b.first && a.last === b.last;
  }
  if (a.kind === "aside" && b.kind === "aside") return a.aside === b.aside;
  return a.kind === b.kind;
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
