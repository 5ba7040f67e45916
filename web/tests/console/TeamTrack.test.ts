import { describe, expect, it } from "vitest";
import type { TeamEvent } from "../../console/api/inbox";
import { TeamTrack } from "../../console/inbox/TeamTrack";

function event(seq: number, text = `Note ${seq}`, by = "m2"): TeamEvent {
  return {
    seq,
    type: "note",
    at: "2026-01-01T10:00:00.000Z",
    from: { kind: "member", id: by, name: "Teo" },
    thread_seq: seq,
    note: { note_id: String(seq), text },
  };
}

function a(server: TeamEvent[], note = () => Promise.resolve<unknown>({})) {
  return new TeamTrack({
    self: "m1",
    note,
    newId: () => "c1",
    fetch: ({ after, before, limit }) => {
      const wanted = server.filter((one) => one.seq > (after ?? 0) && one.seq < (before ?? Infinity));
      const events = after === undefined ? wanted.slice(-limit) : wanted.slice(0, limit);
      return Promise.resolve({ seq: server.length, events, more: wanted.length > events.length });
    },
  });
}

const seqs = (track: TeamTrack) => track.snapshot().events.map((one) => one.seq);

describe("TeamTrack", () => {
  it("loads everything, however much there is", async () => {
    const track = a(Array.from({ length: 450 }, (_, index) => event(index + 1)));
    await track.open();
    expect(seqs(track)).toHaveLength(450);
    expect(seqs(track)[0]).toBe(1);
  });

  it("takes an event once and fetches a gap", async () => {
    const server = [event(1)];
    const track = a(server);
    await track.open();
    server.push(event(2), event(3));
    track.receive([event(1), event(3)]);
    await track.repair();
    expect(seqs(track)).toEqual([1, 2, 3]);
  });

  it("shows a note at once and not twice", async () => {
    const server: TeamEvent[] = [];
    const track = a(server, () => {
      server.push(event(1, "Allergic to nuts", "m1"));
      track.receive([event(1, "Allergic to nuts", "m1")]);
      return Promise.resolve();
    });
    await track.open();
    track.addNote("Allergic to nuts", 4);
    expect(track.snapshot().waiting).toHaveLength(0);
    expect(seqs(track)).toEqual([1]);
  });

  it("keeps a note that could not be saved, to try again", async () => {
    let broken = true;
    const server: TeamEvent[] = [];
    const track = a(server, () => {
      if (broken) return Promise.reject(new Error("down"));
      server.push(event(1, "Later", "m1"));
      return Promise.resolve({});
    });
    await track.open();
    track.addNote("Later", 0);
    await Promise.resolve();
    await Promise.resolve();
    expect(track.snapshot().waiting[0]?.failed).toBe(true);
    broken = false;
    track.retryNote("c1");
    await new Promise((resolve) => setTimeout(resolve));
    expect(track.snapshot().waiting).toHaveLength(0);
    expect(seqs(track)).toEqual([1]);
  });
});
