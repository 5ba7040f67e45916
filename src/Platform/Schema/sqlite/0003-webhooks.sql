-- version 4
-- Where an app is told what happens, and of which fields. A paused endpoint is told nothing until somebody resumes it:
-- what happens meanwhile waits.
CREATE TABLE webhook_endpoints (
  app_id INTEGER PRIMARY KEY,
  callback_url TEXT NOT NULL,
  verify_token TEXT NOT NULL,
  fields TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  failing_since INTEGER,
  paused_at INTEGER,
  pause_reason TEXT
);

-- Of which pages an app is told, and of which of its fields there; without any, of all of them.
CREATE TABLE webhook_pages (
  page_id INTEGER NOT NULL,
  app_id INTEGER NOT NULL,
  fields TEXT,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (page_id, app_id)
) WITHOUT ROWID;

-- One event for one app: first a queue, then the log. The position is that of the journal's entry, so that an entry that
-- is read again makes nothing new; an event of no entry has a negative one. State 0 waits, 1 is delivered, 2 was given up.
CREATE TABLE webhook_deliveries (
  page_id INTEGER NOT NULL,
  app_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  part INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (page_id, app_id, position, part)
);
CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (page_id, at, position, app_id, part);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (page_id, app_id, person_id, position, part) WHERE state = 0;
CREATE INDEX webhook_deliveries_given_up ON webhook_deliveries (page_id, app_id, at) WHERE state = 2;

-- What was sent and what came back, each time. The status is null when nothing came back.
CREATE TABLE webhook_attempts (
  page_id INTEGER NOT NULL,
  app_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  part INTEGER NOT NULL,
  at INTEGER NOT NULL,
  url TEXT NOT NULL,
  headers TEXT NOT NULL,
  took INTEGER NOT NULL,
  status INTEGER,
  error TEXT,
  answer TEXT,
  PRIMARY KEY (page_id, app_id, position, part, at)
);

-- What whoever runs the app should know: failing, paused, resumed, gone, recovered.
CREATE TABLE webhook_notices (
  page_id INTEGER NOT NULL,
  app_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT,
  PRIMARY KEY (page_id, app_id, at, kind)
) WITHOUT ROWID;
