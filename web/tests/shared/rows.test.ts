import { describe, expect, it } from "vitest";
import type { Message } from "../../shared/thread/Message";
import { createRowBuilder, type Aside, type Row, type RowInput } from "../../shared/thread/rows";

const message = (seq: number, more: Partial<Message> = {}): Message => ({
  key: `m${seq}`,
  seq,
  messageId: `m${seq}`,
  at: new Date(Date.parse("2026-06-16T10:00:00Z") + seq * 1000).toISOString(),
  from: { kind: "member", id: "7" },
  mine: false,
  state: "sent",
  text: `t${seq}`,
  attachments: [],
  quickReplies: [],
  reactions: [],
  unsent: false,
  tapped: false,
  ...more,
});

const input = (messages: Message[], more: Partial<RowInput> = {}): RowInput => ({
  messages,
  receipts: { delivered: 0, read: 0 },
  divider: null,
  dayKey: (at) => at.slice(0, 10),
  ...more,
});

const many = (count: number) => Array.from({ length: count }, (_, index) => message(index + 1));
const kinds = (rows: readonly Row[]) => rows.map((row) => (row.kind === "message" ? row.key : row.kind));
const rowsOf = (given: RowInput) => createRowBuilder()(given).flatMap((chunk) => chunk.rows);

describe("rows", () => {
  it("group what one speaker says in one go", () => {
    const rows = rowsOf(
      input([message(1), message(2), message(3, { mine: true, from: { kind: "person" } }), message(400), message(900)]),
    );
    const groups = rows.flatMap((row) => (row.kind === "message" ? [[row.first, row.last]] : []));
    expect(groups).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  it("part the days and mark where the visit's new messages begin", () => {
    const late = message(3, { at: "2026-06-17T00:00:01Z" });
    expect(kinds(rowsOf(input([message(1), message(2), late], { divider: 2 })))).toEqual([
      "day",
      "m1",
      "divider",
      "m2",
      "day",
      "m3",
    ]);
  });

  it("put asides after the message they follow, and hold back those of older pages", () => {
    const aside = (after: number): Aside => ({ key: `a${after}`, after, at: message(after).at, content: "note" });
    const rows = rowsOf(input([message(41), message(42)], { asides: [aside(3), aside(41), aside(42)] }));
    expect(rows.map((row) => row.key)).toEqual(["day-2026-06-16", "m41", "a41", "m42", "a42"]);
  });

  it("stay the same objects where nothing changed, also when older ones come before them", () => {
    const build = createRowBuilder();
    const all = many(400);
    const newest = build(input(all.slice(200)));
    const whole = build(input(all));
    const kept = newest.filter((chunk) => whole.includes(chunk));
    expect(kept.length).toBeGreaterThanOrEqual(newest.length - 1);

    const changed = build(input(all.map((one) => (one.seq === 250 ? { ...one, text: "edited" } : one))));
    expect(changed.filter((chunk) => !whole.includes(chunk)).map((chunk) => chunk.number)).toEqual([6]);
  });

  it("cut ten thousand messages into chunks", () => {
    const chunks = createRowBuilder()(input(many(10_000)));
    expect(chunks.length).toBe(251);
    expect(chunks.reduce((sum, chunk) => sum + chunk.rows.length, 0)).toBe(10_001);
  });
});
