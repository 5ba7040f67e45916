import { beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../shared/api/request";
import { ConversationModel, type ConversationOptions } from "../../shared/thread/ConversationModel";
import { deliveryOf } from "../../shared/thread/Message";
import { MemoryOutbox } from "../../shared/thread/Outbox";
import { FakeServer } from "./fakeServer";

let server: FakeServer;
let outbox: MemoryOutbox;
let ids: number;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-06-16T12:00:00Z") });
  server = new FakeServer();
  outbox = new MemoryOutbox();
  ids = 0;
});

async function opened(more: Partial<ConversationOptions> = {}) {
  const model = new ConversationModel({
    conversation: "c",
    side: "person",
    transport: server,
    outbox,
    newId: () => `id${++ids}`,
    ...more,
  });
  await model.open();
  return model;
}

const texts = (model: ConversationModel) => model.view.messages.map((message) => message.text);
const states = (model: ConversationModel) => model.view.messages.map((message) => message.state);
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("sending", () => {
  it("shows the bubble at once and keeps its key when the answer comes", async () => {
    const model = await opened();
    model.send({ text: "Hello" });
    expect(states(model)).toEqual(["sending"]);
    const key = model.view.messages[0]!.key;
    await settle();
    expect(model.view.messages[0]).toMatchObject({ key, seq: 1, state: "sent", messageId: "m1" });
  });

  it("stays one bubble when its own event comes before or after the answer", async () => {
    const model = await opened();
    model.send({ text: "Hello" });
    await settle();
    model.receive("1", server.events_);
    expect(texts(model)).toEqual(["Hello"]);

    const event = server.say("Again", { kind: "person", clientId: "id2" });
    model.send({ text: "Again" });
    model.receive("1", [event]);
    await settle();
    expect(texts(model)).toEqual(["Hello", "Again"]);
    expect(model.last).toBe(2);
  });

  it("keeps the order while offline and sends by itself when the network is back", async () => {
    const model = await opened();
    server.offline = true;
    model.send({ text: "one" });
    model.send({ text: "two" });
    model.send({ text: "three" });
    await vi.advanceTimersByTimeAsync(5000);
    expect(states(model)).toEqual(["sending", "sending", "sending"]);
    server.offline = false;
    model.flush();
    await settle();
    expect(states(model)).toEqual(["sent", "sent", "sent"]);
    expect(server.events_.map((event) => event.type === "message" && event.message.text)).toEqual([
      "one",
      "two",
      "three",
    ]);
  });

  it("cannot double a message whose answer was lost", async () => {
    const model = await opened();
    server.loseAnswer = true;
    model.send({ text: "once" });
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.events_).toHaveLength(1);
    expect(states(model)).toEqual(["sent"]);
  });

  it("survives a reload: what waited is sent by the next page", async () => {
    const first = await opened();
    server.offline = true;
    first.send({ text: "kept" });
    await settle();
    first.close();
    server.offline = false;
    const second = await opened();
    await settle();
    expect(texts(second)).toEqual(["kept"]);
    expect(states(second)).toEqual(["sent"]);
    expect(await outbox.load("c")).toEqual([]);
  });

  it("marks a refused message, lets the next ones pass, and can retry or drop it", async () => {
    const model = await opened();
    server.refuse = new Problem({ status: 403, code: "conversation.blocked_by_page" });
    model.send({ text: "refused" });
    await settle();
    expect(model.view.messages[0]).toMatchObject({ state: "failed", problem: "conversation.blocked_by_page" });
    server.refuse = null;
    model.send({ text: "passes" });
    await settle();
    expect(states(model)).toEqual(["sent", "failed"]);
    model.retry("id1");
    await settle();
    expect(texts(model)).toEqual(["passes", "refused"]);

    server.refuse = new Problem({ status: 400, code: "message.too_long" });
    model.send({ text: "dropped" });
    await settle();
    model.discard("id3");
    expect(texts(model)).toEqual(["passes", "refused"]);
    expect(await outbox.load("c")).toEqual([]);
  });

  it("tells the writer when the server keeps failing", async () => {
    const model = await opened();
    server.refuse = new Problem({ status: 500, code: "server_error" });
    model.send({ text: "unlucky" });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(states(model)).toEqual(["failed"]);
  });

  it("uploads a file before the message and keeps the picture on the screen", async () => {
    const model = await opened();
    model.send({ file: new File(["x"], "cake.jpg", { type: "image/jpeg" }), width: 30, height: 20 });
    expect(model.view.messages[0]!.local).toMatchObject({ kind: "image", name: "cake.jpg", width: 30, progress: 0.5 });
    await settle();
    expect(server.calls.at(-1)).toBe("send f-cake.jpg");
    expect(model.view.messages[0]!.local).toMatchObject({ name: "cake.jpg" });
  });
});

describe("receiving", () => {
  it("repairs a gap by fetching, and never doubles", async () => {
    const model = await opened();
    const events = ["a", "b", "c", "d"].map((text) => server.say(text));
    model.receive("1", [events[0]!, events[3]!]);
    expect(texts(model)).toEqual(["a"]);
    await settle();
    expect(texts(model)).toEqual(["a", "b", "c", "d"]);
    model.receive("1", events);
    expect(texts(model)).toEqual(["a", "b", "c", "d"]);
  });

  it("tries a failed repair again by itself", async () => {
    const model = await opened();
    server.say("a");
    const second = server.say("b");
    server.offline = true;
    model.receive("1", [second]);
    await settle();
    server.offline = false;
    await vi.advanceTimersByTimeAsync(3500);
    expect(texts(model)).toEqual(["a", "b"]);
  });

  it("fetches what was missed when the connection comes back", async () => {
    const model = await opened();
    server.say("while away");
    model.ready("1", 1, { delivered: 0, read: 0 });
    await settle();
    expect(texts(model)).toEqual(["while away"]);
  });

  it("starts over when the epoch changes, and keeps what waits", async () => {
    server.say("old");
    const model = await opened();
    server.offline = true;
    model.send({ text: "waiting" });
    await settle();
    server.offline = false;
    server.epoch = "2";
    server.events_ = [];
    server.say("new");
    model.ready("2", 1, { delivered: 0, read: 0 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(texts(model)).toEqual(["new", "waiting"]);
    expect(states(model)).toEqual(["sent", "sent"]);
  });

  it("folds edits, deletions and reactions, and takes the same from history as it is", async () => {
    const model = await opened();
    const from = { kind: "member" as const };
    const live = [
      server.say("Fridya"),
      server.add((seq, at) => ({
        seq,
        at,
        from,
        type: "edited",
        message: { message_id: "m1", text: "Friday", edited_at: at },
      })),
      server.add((seq, at) => ({
        seq,
        at,
        from,
        type: "reacted",
        message: { message_id: "m1" },
        reaction: { emoji: "❤️" },
      })),
    ];
    model.receive("1", live);
    expect(model.view.messages[0]).toMatchObject({ text: "Friday", reactions: [{ emoji: "❤️", from: "page" }] });
    model.receive("1", [server.add((seq, at) => ({ seq, at, from, type: "unsent", message: { message_id: "m1" } }))]);
    expect(model.view.messages[0]).toMatchObject({ unsent: true, reactions: [] });
    expect(model.view.messages[0]!.text).toBeUndefined();
  });

  it("pages backwards without losing or doubling anything", async () => {
    for (let i = 1; i <= 120; i++) server.say(`t${i}`);
    const model = await opened();
    expect(texts(model)).toHaveLength(50);
    await model.loadOlder();
    await model.loadOlder();
    expect(texts(model)).toEqual(Array.from({ length: 120 }, (_, i) => `t${i + 1}`));
    expect(model.view.more).toBe(false);
  });

  it("loads back to a quoted message", async () => {
    for (let i = 1; i <= 400; i++) server.say(`t${i}`);
    const model = await opened();
    expect((await model.reveal("m3"))?.text).toBe("t3");
    expect(await model.reveal("foreign")).toBeUndefined();
  });

  it("loads back to a number, and where it is no message to the one before", async () => {
    for (let i = 1; i <= 400; i++) server.say(`t${i}`);
    server.add((seq, at) => ({ seq, type: "unsent", at, from: { kind: "member" }, message: { message_id: "m2" } }));
    const model = await opened();
    expect((await model.revealAt(3))?.text).toBe("t3");
    expect((await model.revealAt(401))?.text).toBe("t400");
    expect((await model.revealAt(0))?.text).toBe("t1");
  });
});

describe("reading", () => {
  it("says how far a message has got", async () => {
    const model = await opened();
    model.send({ text: "Hello" });
    await settle();
    const delivery = () => deliveryOf(model.view.messages[0]!, model.view.receipts);
    expect(delivery()).toBe("sent");
    model.receiveReceipts({ delivered: 1, read: 0 });
    expect(delivery()).toBe("delivered");
    model.receiveReceipts({ delivered: 1, read: 1 });
    model.receiveReceipts({ delivered: 0, read: 0 });
    expect(delivery()).toBe("read");
  });

  it("fixes the divider for the visit and counts what was not seen", async () => {
    ["a", "b", "c"].forEach((text) => server.say(text));
    const model = await opened({ readUpTo: 1 });
    expect(model.view).toMatchObject({ divider: 2, unseen: 2 });
    model.seen();
    expect(model.view).toMatchObject({ divider: 2, unseen: 0 });
    expect(server.calls).toContain("read 3");
    model.receive("1", [server.say("d")]);
    expect(model.view).toMatchObject({ divider: 2, unseen: 1 });
  });

  it("reads nothing while nobody looks, and begins a visit on return", async () => {
    server.say("a");
    const model = await opened();
    model.attend(false);
    model.receive("1", [server.say("b")]);
    model.seen();
    expect(server.calls).not.toContain("read 2");
    expect(server.calls).toContain("delivered 2");
    model.attend(true);
    expect(model.view.divider).toBe(2);
    model.seen();
    expect(server.calls).toContain("read 2");
  });

  it("lets typing end by itself, or with the message", async () => {
    const model = await opened();
    model.receiveTyping({ kind: "member", name: "Ana" }, true);
    expect(model.view.typing?.name).toBe("Ana");
    await vi.advanceTimersByTimeAsync(6100);
    expect(model.view.typing).toBeNull();
    model.receiveTyping({ kind: "member", name: "Ana" }, true);
    model.receive("1", [server.say("done")]);
    expect(model.view.typing).toBeNull();
  });

  it("says that it writes every three seconds at most", async () => {
    const model = await opened();
    model.writing();
    model.writing();
    await vi.advanceTimersByTimeAsync(3100);
    model.writing();
    model.stoppedWriting();
    model.stoppedWriting();
    expect(server.calls.filter((call) => call.startsWith("typing"))).toEqual([
      "typing true",
      "typing true",
      "typing false",
    ]);
  });

  it("takes an edit back when the server refuses it", async () => {
    const model = await opened();
    model.send({ text: "Hello" });
    await settle();
    server.refuse = new Problem({ status: 403, code: "message.too_late" });
    const editing = model.edit("m1", "Bye");
    expect(texts(model)).toEqual(["Bye"]);
    await expect(editing).rejects.toMatchObject({ code: "message.too_late" });
    expect(texts(model)).toEqual(["Hello"]);
  });
});
