// Long because: one case for each call of the client, in the order in which a bot would make them.
//
// Makes every call that messaging-api-messenger has, against the server at CHARLA. A call that the library gains and that
// has no case here fails, and so does a case whose call is gone.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");
const FormData = require("form-data");
const { MessengerBatch, MessengerClient } = require("messaging-api-messenger");

const { CHARLA, PAGE_ID, PAGE_TOKEN, APP_ID, APP_SECRET, PSID } = process.env;
const INBOX = 263902037430900;
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

const client = new MessengerClient({
  accessToken: PAGE_TOKEN,
  appId: APP_ID,
  appSecret: APP_SECRET,
  origin: CHARLA,
});

/** A website with files, which is a webhook too. */
const files = {
  "/photo.png": ["image/png", Buffer.from(PIXEL, "base64")],
  "/sound.mp3": ["audio/mpeg", Buffer.from("ID3 a sound")],
  "/film.mp4": ["video/mp4", Buffer.from("a film")],
  "/notes.txt": ["text/plain", Buffer.from("notes")],
};
const site = http.createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname === "/hook") {
    response.end(url.searchParams.get("hub.challenge") ?? "");
  } else {
    const [type, bytes] = files[url.pathname];
    response.setHeader("Content-Type", type);
    response.end(bytes);
  }
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "charla-client-"));
const at = (name) => `http://127.0.0.1:${site.address().port}/${name}`;
const stream = (name) => fs.createReadStream(path.join(folder, name));

const menu = [{ type: "postback", title: "Hours", payload: "HOURS" }];
const buttons = [
  { type: "web_url", title: "Menu", url: "https://luna.example/menu", webviewHeightRatio: "tall" },
  { type: "postback", title: "Order", payload: "ORDER" },
  { type: "phone_number", title: "Call", payload: "+34910000000" },
];
const elements = [
  { title: "Almond cake", subtitle: "8 slices", imageUrl: "https://img.example/almond.png", buttons },
];
const flight = {
  flightNumber: "LN201",
  departureAirport: { airportCode: "MAD", city: "Madrid", terminal: "4", gate: "J12" },
  arrivalAirport: { airportCode: "BOG", city: "Bogotá" },
  flightSchedule: {
    boardingTime: "2026-06-16T10:35",
    departureTime: "2026-06-16T11:20",
    arrivalTime: "2026-06-16T14:55",
  },
};
const trip = { introMessage: "Your trip", locale: "en_US", pnrNumber: "LUNA42" };
const receipt = {
  recipientName: "Noor Haddad",
  orderNumber: "A-1041",
  currency: "EUR",
  paymentMethod: "Visa 2345",
  elements: [{ title: "Almond cake", price: 24, quantity: 2 }],
  address: { street1: "Calle Mayor 4", city: "Madrid", postalCode: "28013", state: "Madrid", country: "ES" },
  summary: { subtotal: 48, totalCost: 50.5 },
  adjustments: [{ name: "First order", amount: 5 }],
};
const boardingPass = {
  introMessage: "You are checked in",
  locale: "en_US",
  boardingPass: [
    {
      passengerName: "NOOR HADDAD",
      pnrNumber: "LUNA42",
      logoImageUrl: "https://img.example/logo.png",
      qrCode: "M1HADDAD/NOOR LUNA42",
      aboveBarCodeImageUrl: "https://img.example/above.png",
      flightInfo: flight,
    },
  ],
};
const checkin = { ...trip, checkinUrl: "https://luna.example/checkin", flightInfo: [flight] };
const itinerary = {
  ...trip,
  passengerInfo: [{ passengerId: "p1", name: "Noor Haddad" }],
  flightInfo: [{ connectionId: "c1", segmentId: "s1", travelClass: "economy", ...flight }],
  passengerSegmentInfo: [{ segmentId: "s1", passengerId: "p1", seat: "12A", seatType: "Window" }],
  totalPrice: "420",
  currency: "EUR",
};
const update = { ...trip, updateType: "delay", updateFlightInfo: flight };
const notify = { title: "Tell me when rye is back", payload: "RYE" };

const sent = (answer) => {
  assert.equal(answer.recipientId, PSID);
  assert.match(answer.messageId, /^m_/);
  return answer;
};
const acted = (answer) => assert.deepEqual(answer, { recipientId: PSID });
const result = (answer) => assert.deepEqual(answer, { result: "success" });
const success = (answer) => assert.deepEqual(answer, { success: true });
const uploaded = (answer) => assert.match(answer.attachmentId, /^\d+$/);
const metric = (name) => (answer) => {
  assert.equal(answer.name, name);
  assert.equal(typeof answer.values[0].value, "number");
  assert.match(answer.values[0].endTime, /^\d{4}-/);
};

let label;
let persona;
let attachmentId;

const calls = {
  connect: async () =>
    assert.equal((await MessengerClient.connect({ accessToken: PAGE_TOKEN, origin: CHARLA }).getPageInfo()).id, PAGE_ID),
  getPageInfo: async () => assert.equal((await client.getPageInfo()).id, PAGE_ID),
  debugToken: async () => {
    const facts = await client.debugToken();
    assert.equal(facts.appId, APP_ID);
    assert.equal(facts.isValid, true);
    assert.ok(facts.scopes.includes("pages_messaging"));
  },
  createSubscription: async () =>
    success(await client.createSubscription({ callbackUrl: at("hook"), verifyToken: "any", includeValues: true })),
  getSubscriptions: async () => {
    const [subscription] = await client.getSubscriptions();
    assert.equal(subscription.callbackUrl, at("hook"));
    assert.ok(subscription.fields.some((field) => field.name === "messages"));
  },
  getPageSubscription: async () => assert.equal((await client.getPageSubscription()).object, "page"),
  getMessagingFeatureReview: async () =>
    assert.equal((await client.getMessagingFeatureReview())[0].status, "approved"),
  getUserProfile: async () => {
    const user = await client.getUserProfile(PSID);
    assert.deepEqual([user.id, user.firstName, user.lastName], [PSID, "Noor", "Haddad"]);
  },

  setMessengerProfile: async () =>
    result(await client.setMessengerProfile({ commands: [{ locale: "default", commands: [{ name: "hours", description: "When we are open" }] }] })),
  getMessengerProfile: async () =>
    assert.equal((await client.getMessengerProfile(["commands"]))[0].commands[0].commands[0].name, "hours"),
  deleteMessengerProfile: async () => {
    result(await client.deleteMessengerProfile(["commands"]));
    assert.deepEqual(await client.getMessengerProfile(["commands"]), []);
  },
  setGetStarted: async () => result(await client.setGetStarted("START")),
  getGetStarted: async () => assert.deepEqual(await client.getGetStarted(), { payload: "START" }),
  setPersistentMenu: async () => result(await client.setPersistentMenu(menu)),
  getPersistentMenu: async () =>
    assert.deepEqual(await client.getPersistentMenu(), [
      { locale: "default", composerInputDisabled: false, callToActions: menu },
    ]),
  setUserPersistentMenu: async () => result(await client.setUserPersistentMenu(PSID, menu)),
  getUserPersistentMenu: async () =>
    assert.equal((await client.getUserPersistentMenu(PSID))[0].callToActions[0].payload, "HOURS"),
  deleteUserPersistentMenu: async () => {
    result(await client.deleteUserPersistentMenu(PSID));
    assert.ok(!(await client.getUserPersistentMenu(PSID)));
  },
  deletePersistentMenu: async () => {
    result(await client.deletePersistentMenu());
    assert.equal(await client.getPersistentMenu(), null);
  },
  deleteGetStarted: async () => {
    result(await client.deleteGetStarted());
    assert.equal(await client.getGetStarted(), null);
  },
  setGreeting: async () => result(await client.setGreeting("Hello {{user_first_name}}")),
  getGreeting: async () =>
    assert.deepEqual(await client.getGreeting(), [{ locale: "default", text: "Hello {{user_first_name}}" }]),
  deleteGreeting: async () => {
    result(await client.deleteGreeting());
    assert.equal(await client.getGreeting(), null);
  },
  setIceBreakers: async () => result(await client.setIceBreakers([{ question: "Where are you?", payload: "WHERE" }])),
  getIceBreakers: async () =>
    assert.deepEqual(await client.getIceBreakers(), [{ question: "Where are you?", payload: "WHERE" }]),
  deleteIceBreakers: async () => {
    result(await client.deleteIceBreakers());
    assert.equal(await client.getIceBreakers(), null);
  },
  setWhitelistedDomains: async () => result(await client.setWhitelistedDomains(["https://luna.example"])),
  getWhitelistedDomains: async () => assert.deepEqual(await client.getWhitelistedDomains(), ["https://luna.example"]),
  deleteWhitelistedDomains: async () => {
    result(await client.deleteWhitelistedDomains());
    assert.equal(await client.getWhitelistedDomains(), null);
  },
  setAccountLinkingURL: async () => result(await client.setAccountLinkingURL("https://luna.example/login")),
  getAccountLinkingURL: async () =>
    assert.equal(await client.getAccountLinkingURL(), "https://luna.example/login"),
  deleteAccountLinkingURL: async () => {
    result(await client.deleteAccountLinkingURL());
    assert.equal(await client.getAccountLinkingURL(), null);
  },

  sendRawBody: async () =>
    sent(await client.sendRawBody({ recipient: { id: PSID }, message: { text: "raw" }, messagingType: "RESPONSE" })),
  sendMessage: async () =>
    sent(
      await client.sendMessage(
        PSID,
        { text: "Which one?", metadata: "step-1" },
        { quickReplies: [{ contentType: "text", title: "Rye", payload: "RYE" }, { contentType: "user_email" }] },
      ),
    ),
  sendMessageFormData: async () => {
    const form = new FormData();
    form.append("message", JSON.stringify({ attachment: { type: "file", payload: {} } }));
    form.append("filedata", stream("notes.txt"));
    sent(await client.sendMessageFormData(PSID, form));
  },
  sendAttachment: async () => {
    const payload = { url: at("photo.png"), isReusable: true };
    const answer = sent(await client.sendAttachment(PSID, { type: "image", payload }));
    ({ attachmentId } = answer);
    assert.match(attachmentId, /^\d+$/);
  },
  sendText: async () => sent(await client.sendText(PSID, "¡Hola! 🥐", { tag: "HUMAN_AGENT" })),
  sendAudio: async () => {
    sent(await client.sendAudio(PSID, at("sound.mp3")));
    sent(await client.sendAudio(PSID, stream("sound.mp3")));
  },
  sendImage: async () => {
    sent(await client.sendImage(PSID, at("photo.png")));
    sent(await client.sendImage(PSID, { attachmentId }));
    sent(await client.sendImage(PSID, stream("photo.png")));
  },
  sendVideo: async () => {
    sent(await client.sendVideo(PSID, at("film.mp4")));
    sent(await client.sendVideo(PSID, stream("film.mp4")));
  },
  sendFile: async () => {
    sent(await client.sendFile(PSID, at("notes.txt")));
    sent(await client.sendFile(PSID, stream("notes.txt")));
  },
  sendTemplate: async () => sent(await client.sendTemplate(PSID, { templateType: "button", text: "What next?", buttons })),
  sendButtonTemplate: async () => sent(await client.sendButtonTemplate(PSID, "What next?", buttons)),
  sendGenericTemplate: async () =>
    sent(await client.sendGenericTemplate(PSID, elements, { imageAspectRatio: "square" })),
  sendReceiptTemplate: async () => sent(await client.sendReceiptTemplate(PSID, receipt)),
  sendMediaTemplate: async () =>
    sent(await client.sendMediaTemplate(PSID, [{ mediaType: "image", attachmentId, buttons: [buttons[1]] }])),
  sendAirlineBoardingPassTemplate: async () => sent(await client.sendAirlineBoardingPassTemplate(PSID, boardingPass)),
  sendAirlineCheckinTemplate: async () => sent(await client.sendAirlineCheckinTemplate(PSID, checkin)),
  sendAirlineItineraryTemplate: async () => sent(await client.sendAirlineItineraryTemplate(PSID, itinerary)),
  sendAirlineUpdateTemplate: async () => sent(await client.sendAirlineUpdateTemplate(PSID, update)),
  sendOneTimeNotifReqTemplate: async () => sent(await client.sendOneTimeNotifReqTemplate(PSID, notify)),
  sendSenderAction: async () => acted(await client.sendSenderAction(PSID, "typing_on")),
  markSeen: async () => acted(await client.markSeen(PSID)),
  typingOn: async () => acted(await client.typingOn(PSID)),
  typingOff: async () => acted(await client.typingOff(PSID)),
  sendBatch: async () => {
    const [answer, refused] = await client.sendBatch([
      MessengerBatch.sendText(PSID, "in a batch"),
      MessengerBatch.sendText("1", "to nobody"),
    ]);
    assert.equal(answer.code, 200);
    sent(answer.body);
    assert.equal(refused.code, 400);
    assert.equal(refused.body.error.errorSubcode, 2018001);
  },

  createLabel: async () => {
    label = (await client.createLabel("vip")).id;
    assert.equal(typeof label, "string");
  },
  associateLabel: async () => success(await client.associateLabel(PSID, label)),
  getAssociatedLabels: async () =>
    assert.deepEqual((await client.getAssociatedLabels(PSID)).data, [{ name: "vip", id: label }]),
  getLabelDetails: async () => assert.deepEqual(await client.getLabelDetails(label), { name: "vip", id: label }),
  getLabelList: async () => assert.equal((await client.getLabelList()).data[0].name, "vip"),
  dissociateLabel: async () => {
    success(await client.dissociateLabel(PSID, label));
    assert.deepEqual((await client.getAssociatedLabels(PSID)).data, []);
  },
  deleteLabel: async () => {
    success(await client.deleteLabel(label));
    label = (await client.createLabel("regular")).id;
  },

  uploadAttachment: async () => uploaded(await client.uploadAttachment("image", at("photo.png"), { isReusable: true })),
  uploadAudio: async () => uploaded(await client.uploadAudio(stream("sound.mp3"))),
  uploadImage: async () => uploaded(await client.uploadImage(stream("photo.png"))),
  uploadVideo: async () => uploaded(await client.uploadVideo(at("film.mp4"))),
  uploadFile: async () => uploaded(await client.uploadFile(stream("notes.txt"))),

  requestThreadControl: async () => success(await client.requestThreadControl(PSID, "please")),
  passThreadControl: async () => {
    success(await client.passThreadControl(PSID, INBOX, "a person wants a person"));
    await assert.rejects(client.sendText(PSID, "not mine"), /Messenger API - 10 OAuthException/);
  },
  takeThreadControl: async () => success(await client.takeThreadControl(PSID, "back again")),
  getThreadOwner: async () => assert.equal((await client.getThreadOwner(PSID)).appId, APP_ID),
  passThreadControlToPageInbox: async () => {
    success(await client.passThreadControlToPageInbox(PSID));
    success(await client.takeThreadControl(PSID));
  },
  getSecondaryReceivers: async () => assert.equal((await client.getSecondaryReceivers())[0].id, String(INBOX)),

  getInsights: async () => {
    const [read] = await client.getInsights(["page_messages_total_messaging_connections"]);
    metric("page_messages_total_messaging_connections")(read);
  },
  getBlockedConversations: async () =>
    metric("page_messages_blocked_conversations_unique")(await client.getBlockedConversations({})),
  getReportedConversations: async () =>
    metric("page_messages_reported_conversations_unique")(await client.getReportedConversations({})),
  getTotalMessagingConnections: async () =>
    metric("page_messages_total_messaging_connections")(await client.getTotalMessagingConnections({})),
  getNewConversations: async () =>
    metric("page_messages_new_conversations_unique")(await client.getNewConversations({})),

  setNLPConfigs: async () => success(await client.setNLPConfigs({ nlpEnabled: true, model: "ENGLISH" })),
  enableNLP: async () => success(await client.enableNLP()),
  disableNLP: async () => success(await client.disableNLP()),
  logCustomEvents: async () => {
    const events = [{ _eventName: "fb_mobile_purchase", _valueToSum: 55.22, _fb_currency: "EUR" }];
    success(await client.logCustomEvents({ appId: APP_ID, pageId: PAGE_ID, pageScopedUserId: PSID, events }));
  },
  getUserField: async () => {
    const answer = await client.getUserField({ field: "ids_for_pages", userId: PSID, appSecret: APP_SECRET });
    assert.equal(answer.data[0].page.id, PAGE_ID);
  },
  getIdsForApps: async () =>
    assert.deepEqual((await client.getIdsForApps({ userId: PSID, appSecret: APP_SECRET })).data, []),
  getIdsForPages: async () =>
    assert.equal((await client.getIdsForPages({ userId: PSID, appSecret: APP_SECRET })).data[0].id, PSID),

  createPersona: async () => {
    persona = (await client.createPersona({ name: "Kim", profilePictureUrl: at("photo.png") })).id;
    sent(await client.sendText(PSID, "Kim here", { personaId: persona }));
  },
  getPersona: async () => assert.equal((await client.getPersona(persona)).name, "Kim"),
  getPersonas: async () => assert.equal((await client.getPersonas()).data[0].id, persona),
  getAllPersonas: async () => {
    for (let number = 0; number < 26; number++)
      await client.createPersona({ name: `Kim ${number}`, profilePictureUrl: at("photo.png") });
    assert.equal((await client.getAllPersonas()).length, 27);
  },
  deletePersona: async () => {
    success(await client.deletePersona(persona));
    await assert.rejects(client.getPersona(persona), /Messenger API - 100 GraphMethodException/);
  },
};

/** What makes an item of a batch, and what its answer must look like. */
const items = {
  sendRequest: [() => MessengerBatch.sendRequest({ recipient: { id: PSID }, message: { text: "raw" } }), sent],
  sendMessage: [() => MessengerBatch.sendMessage(PSID, { text: "a message" }), sent],
  sendText: [() => MessengerBatch.sendText(PSID, "a text & more = ?", { messagingType: "RESPONSE" }), sent],
  sendAttachment: [() => MessengerBatch.sendAttachment(PSID, { type: "image", payload: { attachmentId } }), sent],
  sendAudio: [() => MessengerBatch.sendAudio(PSID, at("sound.mp3")), sent],
  sendImage: [() => MessengerBatch.sendImage(PSID, at("photo.png")), sent],
  sendVideo: [() => MessengerBatch.sendVideo(PSID, at("film.mp4")), sent],
  sendFile: [() => MessengerBatch.sendFile(PSID, at("notes.txt")), sent],
  sendTemplate: [() => MessengerBatch.sendTemplate(PSID, { templateType: "generic", elements }), sent],
  sendButtonTemplate: [() => MessengerBatch.sendButtonTemplate(PSID, "What next?", buttons), sent],
  sendGenericTemplate: [() => MessengerBatch.sendGenericTemplate(PSID, elements), sent],
  sendReceiptTemplate: [() => MessengerBatch.sendReceiptTemplate(PSID, receipt), sent],
  sendMediaTemplate: [() => MessengerBatch.sendMediaTemplate(PSID, [{ mediaType: "image", attachmentId }]), sent],
  sendAirlineBoardingPassTemplate: [() => MessengerBatch.sendAirlineBoardingPassTemplate(PSID, boardingPass), sent],
  sendAirlineCheckinTemplate: [() => MessengerBatch.sendAirlineCheckinTemplate(PSID, checkin), sent],
  sendAirlineItineraryTemplate: [() => MessengerBatch.sendAirlineItineraryTemplate(PSID, itinerary), sent],
  sendAirlineUpdateTemplate: [() => MessengerBatch.sendAirlineUpdateTemplate(PSID, update), sent],
  sendOneTimeNotifReqTemplate: [() => MessengerBatch.sendOneTimeNotifReqTemplate(PSID, notify), sent],
  getUserProfile: [() => MessengerBatch.getUserProfile(PSID), (user) => assert.equal(user.firstName, "Noor")],
  setUserPersistentMenu: [() => MessengerBatch.setUserPersistentMenu(PSID, menu), result],
  getUserPersistentMenu: [
    () => MessengerBatch.getUserPersistentMenu(PSID),
    (settings) => assert.equal(settings.data[0].userLevelPersistentMenu[0].callToActions[0].payload, "HOURS"),
  ],
  deleteUserPersistentMenu: [() => MessengerBatch.deleteUserPersistentMenu(PSID), result],
  sendSenderAction: [() => MessengerBatch.sendSenderAction(PSID, "typing_on"), acted],
  typingOn: [() => MessengerBatch.typingOn(PSID), acted],
  typingOff: [() => MessengerBatch.typingOff(PSID), acted],
  markSeen: [() => MessengerBatch.markSeen(PSID), acted],
  requestThreadControl: [() => MessengerBatch.requestThreadControl(PSID, "please"), success],
  passThreadControl: [() => MessengerBatch.passThreadControl(PSID, INBOX, "for a person"), success],
  takeThreadControl: [() => MessengerBatch.takeThreadControl(PSID, "back again"), success],
  passThreadControlToPageInbox: [() => MessengerBatch.passThreadControlToPageInbox(PSID), success],
  getThreadOwner: [
    () => MessengerBatch.getThreadOwner(PSID),
    (owner) => assert.equal(owner.appId, String(INBOX)),
  ],
  associateLabel: [() => MessengerBatch.associateLabel(PSID, label), success],
  getAssociatedLabels: [
    () => MessengerBatch.getAssociatedLabels(PSID),
    (labels) => assert.deepEqual(labels.data, [{ id: label }]),
  ],
  dissociateLabel: [() => MessengerBatch.dissociateLabel(PSID, label), success],
};

/** Public functions of an object, whatever is written with an underscore being the library's own business. */
const functionsOf = (holder) =>
  Object.entries(Object.getOwnPropertyDescriptors(holder))
    .filter(([name]) => name !== "constructor" && !name.startsWith("_"))
    .filter(([, { value, get }]) => typeof (value ?? get?.call(holder)) === "function")
    .map(([name]) => name);

async function run() {
  const all = [...functionsOf(MessengerClient), ...functionsOf(MessengerClient.prototype)];
  assert.deepEqual(Object.keys(calls).sort(), all.sort());
  assert.deepEqual(Object.keys(items).sort(), functionsOf(MessengerBatch).sort());
  for (const [name, [, bytes]] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), bytes);

  const failures = [];
  for (const [name, call] of Object.entries(calls)) {
    try {
      await call();
    } catch (error) {
      failures.push(`${name}: ${error.message} ${JSON.stringify(error.response?.data ?? "")}`);
    }
  }
  assert.equal(failures.length, 0, failures.join("\n"));

  const answers = await client.sendBatch(Object.values(items).map(([make]) => make()));
  for (const [index, [name, [, check]]] of Object.entries(items).entries()) {
    const { code, body } = answers[index];
    assert.equal(code, 200, `${name}: ${JSON.stringify(body)}`);
    check(body);
  }

  await assert.rejects(client.sendText("1", "nobody"), (error) => {
    assert.match(error.message, /^Messenger API - 100 OAuthException \(#100\)/);
    assert.equal(error.response.status, 400);
    return true;
  });
  console.log(`${Object.keys(calls).length} calls and ${Object.keys(items).length} items of batches passed`);
}

site.listen(0, "127.0.0.1", async () => {
  try {
    await run();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    fs.rmSync(folder, { recursive: true });
    site.closeAllConnections();
    site.close();
  }
});
