-- The browsers in which members want to hear of new messages.
CREATE TABLE push_subscriptions (
  endpoint TEXT PRIMARY KEY,
  business_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  browser_key TEXT NOT NULL,
  auth TEXT NOT NULL,
  made_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX push_subscriptions_of_member ON push_subscriptions (business_id, member_id, made_at);
