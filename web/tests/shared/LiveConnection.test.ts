import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { backoff } from "../../shared/live/backoff";
import { readFrames } from "../../shared/live/eventStream";
import type { ServerFrame } from "../../shared/live/frames";
import { LiveConnection, type LiveState } from "../../shared/live/LiveConnection";

class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  sent: string[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number }) => void;

  constructor(readonly url: URL) {
    FakeSocket.made.push(this);
  }

  send(data: string) {
    this.sent.push(data);
  }

  close(code = 1000) {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code });
  }

  accept(after = 0) {
    this.readyState = 1;
    this.onopen?.();
    this.say({ type: "ready", epoch: "1", seq: after, receipts: { delivered: 0, read: 0 } });
  }

  say(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const newest = () => FakeSocket.made.at(-1)!;
let states: LiveState[];
let frames: ServerFrame[];
let refused: number;
let known: number;
let connection: LiveConnection;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.made = [];
  states = [];
  frames = [];
  refused = known = 0;
  connection = new LiveConnection({
    token: "t",
    socketPath: "/api/chat/live",
    streamPath: "/api/chat/stream",
    after: () => known,
    onFrame: (frame) => frames.push(frame),
    onState: (state) => states.push(state),
    onRefused: () => refused++,
  });
});

afterEach(() => {
  connection.close();
  vi.unstubAllGlobals();
});

describe("LiveConnection", () => {
  it("says who it is first, and goes on after what is known", () => {
    known = 7;
    connection.open();
    newest().accept(7);
    expect(newest().url.search).toBe("?after=7");
    expect(JSON.parse(newest().sent[0]!)).toEqual({ type: "auth", token: "t" });
    expect(states).toEqual(["connecting", "open"]);
    expect(frames[0]).toMatchObject({ type: "ready" });
  });

  it("comes back after a break", async () => {
    connection.open();
    newest().accept();
    newest().close(1006);
    expect(connection.state).toBe("waiting");
    expect(connection.send({ type: "ping" })).toBe(false);
    await vi.advanceTimersByTimeAsync(1300);
    expect(FakeSocket.made).toHaveLength(2);
    newest().accept();
    expect(connection.state).toBe("open");
  });

  it("notices a connection that went silent", async () => {
    connection.open();
    newest().accept();
    await vi.advanceTimersByTimeAsync(26_000);
    expect(newest().sent.at(-1)).toContain("ping");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(connection.state).not.toBe("open");
  });

  it("takes the event stream when no socket opens", async () => {
    const streamed = vi.fn(() => Promise.resolve(new Response('data: {"type":"ready","epoch":"1","seq":0}\n\n')));
    vi.stubGlobal("fetch", streamed);
    connection.open();
    newest().close(1006);
    await vi.advanceTimersByTimeAsync(1300);
    newest().close(1006);
    await vi.advanceTimersByTimeAsync(2500);
    expect(streamed).toHaveBeenCalledWith("/api/chat/stream?after=0", expect.anything());
    expect(frames[0]).toMatchObject({ type: "ready" });
  });

  it("stops when the token is refused", () => {
    connection.open();
    newest().close(4401);
    expect(refused).toBe(1);
    expect(connection.state).toBe("closed");
  });
});

it("waits longer each time, up to half a minute", () => {
  expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => backoff(attempt, () => 0.5) / 1000)).toEqual([1, 2, 4, 8, 16, 30, 30]);
});

it("reads frames that are cut anywhere", async () => {
  const text = 'data: {"type":"pong"}\n\n: still here\ndata: {"type":"reset","epoch":"2"}\n\n';
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7));
      controller.close();
    },
  });
  const read: ServerFrame[] = [];
  for await (const frame of readFrames(body)) read.push(frame);
  expect(read).toEqual([{ type: "pong" }, { type: "reset", epoch: "2" }]);
});
