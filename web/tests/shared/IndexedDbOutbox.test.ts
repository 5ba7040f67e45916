import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { IndexedDbOutbox } from "../../shared/thread/IndexedDbOutbox";

const outgoing = (clientId: string, order: number, conversation = "c") => ({
  clientId,
  conversation,
  order,
  at: "2026-06-16T10:00:00.000Z",
  draft: { text: clientId },
});

it("keeps what waits, in order and per conversation, for the next page", async () => {
  const written = new IndexedDbOutbox("test");
  await written.put(outgoing("b", 2));
  await written.put(outgoing("a", 1));
  await written.put(outgoing("c", 3, "other"));

  const read = new IndexedDbOutbox("test");
  expect((await read.load("c")).map((one) => one.clientId)).toEqual(["a", "b"]);
  await read.remove("a");
  expect((await read.load("c")).map((one) => one.clientId)).toEqual(["b"]);
});
