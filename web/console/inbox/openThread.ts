import { ConversationModel } from "../../shared/thread/ConversationModel";
import { IndexedDbOutbox } from "../../shared/thread/IndexedDbOutbox";
import { inbox, type Summary } from "../api/inbox";
import type { InboxLive } from "./InboxLive";
import { TeamTrack } from "./TeamTrack";
import { TeamTransport } from "./TeamTransport";

export interface OpenThread {
  model: ConversationModel;
  track: TeamTrack;
  close: () => void;
}

type Options = {
  page: string;
  person: string;
  self: string;
  summary: Summary | undefined;
  live: InboxLive;
};

let outbox: IndexedDbOutbox | undefined;

/** Where the new messages begin, as far as the list can tell: only when the person spoke last is it certain. */
function readUpTo(summary: Summary | undefined) {
  if (!summary) return undefined;
  if (summary.unread === 0) return summary.seq;
  return summary.last?.from === "person" ? summary.seq - summary.unread : undefined;
}

/** Brings the thread, the team's own track and the live connection together for one open conversation. */
export function openThread({ page, person, self, summary, live }: Options): OpenThread {
  outbox ??= new IndexedDbOutbox("charla-console-outbox");
  const model = new ConversationModel({
    conversation: `${page}/${person}`,
    side: "page",
    transport: new TeamTransport(page, person, (on) => live.typing(person, on)),
    outbox,
    readUpTo: readUpTo(summary),
  });
  const track = new TeamTrack({
    self,
    fetch: (range) => inbox.team(page, person, range),
    note: (note) => inbox.note(page, person, note),
  });
  const ours = (message: { page: string; conversation: string }) =>
    message.page === page && message.conversation === person;
  const stops = [
    live.on("changed", ({ page: changed, summary, events, team }) => {
      if (changed !== page || summary.id !== person) return;
      if (events) model.receive(null, events);
      if (team) track.receive(team);
    }),
    live.on("receipts", (moved) => {
      if (ours(moved)) model.receiveReceipts(moved);
    }),
    live.on("typing", (typing) => {
      if (ours(typing) && typing.from.kind !== "member") model.receiveTyping(typing.from, typing.on);
    }),
    live.on("resumed", () => {
      void model.repair();
      void track.repair().catch(() => undefined);
      model.flush();
    }),
  ];
  const online = () => model.flush();
  window.addEventListener("online", online);
  live.look(person);
  void model.open();
  void track.open().catch(() => undefined);

  return {
    model,
    track,
    close: () => {
      live.look(undefined);
      stops.forEach((stop) => stop());
      window.removeEventListener("online", online);
      model.close();
    },
  };
}
