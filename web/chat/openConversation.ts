import type { OpenedSession } from "../shared/api/chat";
import type { ServerFrame } from "../shared/live/frames";
import { LiveConnection, type LiveState } from "../shared/live/LiveConnection";
import { ConversationModel } from "../shared/thread/ConversationModel";
import { IndexedDbOutbox } from "../shared/thread/IndexedDbOutbox";
import { ChatTransport } from "./ChatTransport";
import { keepPlace, readPlace } from "./device";

export type OpenConversation = {
  model: ConversationModel;
  watchLive: (listener: (state: LiveState) => void) => () => void;
  close: () => void;
};

/** Brings the model, the live connection and the way to the server together. */
export function openConversation(session: OpenedSession, onRefused: () => void): OpenConversation {
  const listeners = new Set<(state: LiveState) => void>();
  const transport: ChatTransport = new ChatTransport(session.token, (frame) => live.send(frame));
  const model: ConversationModel = new ConversationModel({
    conversation: session.conversation,
    side: "person",
    transport,
    outbox: new IndexedDbOutbox(),
    readUpTo: readPlace(session.conversation),
  });
  const live: LiveConnection = new LiveConnection({
    token: session.token,
    socketPath: "/api/chat/live",
    streamPath: "/api/chat/stream",
    after: () => model.last,
    onFrame: (frame) => hear(frame, model, transport),
    onState: (state) => {
      if (state !== "open") transport.lost();
      listeners.forEach((listener) => listener(state));
    },
    onRefused,
  });

  let place = readPlace(session.conversation);
  model.subscribe(() => {
    const now = model.readUpTo;
    if (now === undefined || now === place) return;
    place = now;
    keepPlace(session.conversation, now);
  });
  const online = () => model.flush();
  window.addEventListener("online", online);
  let closed = false;
  void model.open().then(() => closed || live.open());

  return {
    model,
    watchLive: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      window.removeEventListener("online", online);
      live.close();
      model.close();
    },
  };
}

function hear(frame: ServerFrame, model: ConversationModel, transport: ChatTransport): void {
  switch (frame.type) {
    case "ready":
      return model.ready(frame.epoch, frame.seq, frame.receipts);
    case "events":
      return model.receive(frame.epoch, frame.events);
    case "receipts":
      return model.receiveReceipts(frame);
    case "typing":
      return frame.from.kind === "person" ? undefined : model.receiveTyping(frame.from, frame.on);
    case "reset":
      return void model.reset();
    default:
      return transport.hear(frame);
  }
}
