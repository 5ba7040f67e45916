-- version 2
-- What must be done once in the whole cluster, at its times.
CREATE TABLE reminders (
  grain TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BIGINT NOT NULL,
  start_at BIGINT NOT NULL,
  period BIGINT NOT NULL,
  etag TEXT NOT NULL,
  PRIMARY KEY (grain, name)
);
CREATE INDEX reminders_by_hash ON reminders (hash);
