import { describe, expect, it } from "vitest";
import type { Summary, SummaryPage } from "../../console/api/inbox";
import { ConversationList, type ListFilter, sortRows } from "../../console/inbox/ConversationList";

const open: ListFilter = { tab: "open", order: "newest", q: "" };

function a(id: string, change: Partial<Summary> = {}): Summary {
  return {
    id,
    name: `Person ${id}`,
    status: "open",
    unread: 0,
    seq: 1,
    team_seq: 0,
    last: { at: `2026-01-01T10:0${id}:00.000Z`, kind: "text", text: "Hello", from: "person" },
    helper: "on",
    receipts: { delivered: 0, read: 0 },
    ...change,
  };
}

function list(pages: Partial<SummaryPage>[], filter = open) {
  let turn = 0;
  const counts = { open: 2, unread: 1, resolved: 0 };
  return new ConversationList(
    () => Promise.resolve({ conversations: [], counts, ...pages[Math.min(turn++, pages.length - 1)] }),
    filter,
  );
}

const ids = (model: ConversationList) => model.snapshot().rows.map((row) => row.id);

describe("ConversationList", () => {
  it("shows the newest first and loads the next page behind", async () => {
    const model = list([{ conversations: [a("3"), a("2")], next: "c" }, { conversations: [a("1")] }]);
    await model.reload();
    expect(model.snapshot().more).toBe(true);
    await model.loadMore();
    expect(ids(model)).toEqual(["3", "2", "1"]);
    expect(model.snapshot().more).toBe(false);
  });

  it("moves a conversation up when something is said in it", async () => {
    const model = list([{ conversations: [a("3"), a("2")] }]);
    await model.reload();
    model.change(a("2", { seq: 2, unread: 1, last: { at: "2026-01-01T11:00:00.000Z", kind: "text", from: "person" } }));
    expect(ids(model)).toEqual(["2", "3"]);
  });

  it("ignores a change that is older than what it has", async () => {
    const model = list([{ conversations: [a("2", { seq: 5, unread: 0 })] }]);
    await model.reload();
    model.change(a("2", { seq: 4, unread: 3 }));
    expect(model.snapshot().rows[0]?.unread).toBe(0);
  });

  it("keeps the open conversation in sight although it has been read", async () => {
    const model = list([{ conversations: [a("1", { unread: 1 }), a("2", { unread: 1 })] }], { ...open, tab: "unread" });
    await model.reload();
    model.keep("1");
    model.change(a("1", { team_seq: 1 }));
    expect(ids(model)).toContain("1");
    model.keep("2");
    expect(ids(model)).toEqual(["2"]);
  });

  it("drops a resolved conversation and takes a reopened one", async () => {
    const model = list([{ conversations: [a("1")] }]);
    await model.reload();
    model.change(a("1", { status: "resolved", team_seq: 1 }));
    expect(ids(model)).toEqual([]);
    model.change(a("1", { team_seq: 2 }));
    expect(ids(model)).toEqual(["1"]);
  });

  it("lets a live change win over an answer that was on its way", async () => {
    let answer: (page: SummaryPage) => void = () => undefined;
    const counts = { open: 1, unread: 1, resolved: 0 };
    const model = new ConversationList(() => new Promise((resolve) => (answer = resolve)), open);
    const loaded = model.reload();
    model.change(a("1", { unread: 0 }));
    answer({ conversations: [a("1", { unread: 1 })], counts });
    await loaded;
    expect(model.snapshot().rows[0]?.unread).toBe(0);
  });

  it("tells a first load that failed and keeps the rows when a later one fails", async () => {
    let broken = false;
    const model = new ConversationList(
      () =>
        broken
          ? Promise.reject(new Error("down"))
          : Promise.resolve({ conversations: [a("1")], counts: { open: 1, unread: 0, resolved: 0 } }),
      open,
    );
    await model.reload();
    broken = true;
    await model.reload();
    expect(model.snapshot().phase).toBe("ready");
    await model.show({ ...open, q: "x" });
    expect(model.snapshot().problem).toBeInstanceOf(Error);
  });

  it("puts who waits longest first and who does not wait after them", () => {
    const rows = [
      a("3"),
      a("2", { waiting_since: "2026-01-01T09:30:00.000Z" }),
      a("1", { waiting_since: "2026-01-01T09:00:00.000Z" }),
    ];
    expect(sortRows(rows, "longest_wait").map((row) => row.id)).toEqual(["1", "2", "3"]);
  });
});
