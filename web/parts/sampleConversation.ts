import type { Author, ConversationEvent, EventPage, MessageContent, SharedFile } from "../shared/api/conversation";
import { Problem } from "../shared/api/request";
import { ConversationModel } from "../shared/thread/ConversationModel";
import type { Side } from "../shared/thread/fold";
import { MemoryOutbox } from "../shared/thread/Outbox";
import type { Transport } from "../shared/thread/Transport";
import { sampleTemplates } from "./sampleTemplates";
import type { PartsText } from "./text/en";

const person: Author = { kind: "person", name: "Noor" };
const ana: Author = { kind: "member", id: "7", name: "Ana" };

/** A conversation with one message of every kind. Nothing leaves the page: what is sent here is refused, to show how that looks. */
export function sampleConversation(text: PartsText, side: Side, kinds: "all" | "templates" = "all"): ConversationModel {
  const events = kinds === "all" ? sampleEvents(text) : templateEvents(text);
  const page: EventPage = {
    epoch: "sample",
    seq: events.length,
    events,
    more: false,
    receipts: { delivered: 9, read: 2 },
  };
  const transport: Transport = {
    events: () => Promise.resolve(page),
    send: () => Promise.reject(new Problem({ status: 403, code: "refused" })),
    upload: () => Promise.reject(new Problem({ status: 413, code: "file.too_large" })),
    edit: () => Promise.resolve(),
    unsend: () => Promise.resolve(),
    react: () => Promise.resolve(),
    answer: () => Promise.resolve(),
    read: () => Promise.resolve(),
    delivered: () => Promise.resolve(),
    typing: () => Promise.resolve(),
  };
  const model = new ConversationModel({
    conversation: "sample",
    side,
    transport,
    outbox: new MemoryOutbox(),
    readUpTo: 5,
  });
  void model.open().then(() => {
    if (kinds === "templates") return;
    model.send({ text: text.talkFailed });
    model.receiveTyping(side === "person" ? ana : person, true);
  });
  return model;
}

function templateEvents(text: PartsText): ConversationEvent[] {
  return sampleTemplates(text).map((message, index) => ({
    seq: index + 1,
    type: "message",
    at: new Date().toISOString(),
    from: { kind: "helper", name: text.helper, ...(index === 0 ? { picture_url: "/app/icon-512.png" } : {}) },
    message: { message_id: `t${index + 1}`, ...message },
  }));
}

function sampleEvents(text: PartsText): ConversationEvent[] {
  const helper: Author = { kind: "helper", name: text.helper };
  const paper: SharedFile = {
    file_id: "1",
    kind: "file",
    url: "#",
    name: "allergens.pdf",
    size: 84_000,
    mime: "application/pdf",
  };
  const photo: SharedFile = {
    ...paper,
    file_id: "2",
    kind: "image",
    url: "/app/icon-512.png",
    name: "photo.png",
    width: 512,
    height: 512,
  };
  const said: [number, Author, Omit<MessageContent, "message_id">][] = [
    [1500, helper, { text: text.talkHello, auto: "greeting" }],
    [1499, person, { text: text.talkAsk, reactions: [{ emoji: "❤️", from: "page" }] }],
    [1498, helper, { text: text.talkYes, auto: "faq" }],
    [
      1498,
      helper,
      {
        template: {
          kind: "cards",
          cards: [1, 2, 3].map(() => ({
            title: text.talkCake,
            subtitle: text.talkSlices,
            buttons: [{ type: "postback" as const, title: text.talkOrder, payload: "order" }],
          })),
        },
      },
    ],
    [1440, person, { attachments: [photo] }],
    [30, ana, { text: text.talkEdited, edited_at: new Date().toISOString() }],
    [30, ana, { attachments: [paper] }],
    [29, person, { text: "👍" }],
    [28, person, { text: text.talkParking, reply_to: { message_id: "s6", text: text.talkEdited } }],
    [20, ana, { unsent: true }],
    [
      19,
      ana,
      {
        template: {
          kind: "buttons",
          text: text.talkFree,
          buttons: [
            { type: "url", title: text.talkMap, url: "https://www.openstreetmap.org/" },
            { type: "phone", title: text.talkCall, phone: "+34910000000" },
          ],
        },
      },
    ],
  ];
  return said.map(([minutesAgo, from, message], index) => ({
    seq: index + 1,
    type: "message",
    at: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    from,
    message: { message_id: `s${index + 1}`, ...message },
  }));
}
