/** What an app can be told of, in the order of the checklist. Names are those of the wire. */
export const fieldGroups = {
  people: [
    "messages",
    "messaging_postbacks",
    "messaging_referrals",
    "messaging_optins",
    "messaging_feedback",
    "messaging_customer_information",
    "messaging_account_linking",
    "message_reactions",
    "message_edits",
  ],
  messages: ["message_deliveries", "message_reads", "message_echoes"],
  answers: ["messaging_handovers", "standby", "inbox_labels"],
} as const;

export const allFields: readonly string[] = Object.values(fieldGroups).flat();

/** What most programs want. */
export const usualFields: readonly string[] = ["messages", "messaging_postbacks", "messaging_referrals"];

/** Of these a test event can be sent. */
export const testFields: readonly string[] = [
  "messages",
  "messaging_postbacks",
  "messaging_referrals",
  "message_reactions",
  "message_edits",
  "message_deliveries",
  "message_reads",
  "message_echoes",
];
