-- The browsers in which members want to hear of new messages.
CREATE TABLE push_subscriptions (
  endpoint TEXT PRIMARY KEY,
  business_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  browser_key TEXT NOT NULL,
  auth TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX push_subscriptions_of_member ON push_subscriptions (business_id, member_id, made_at);
