-- version 4
-- Where an app is told what happens, and of which fields. A paused endpoint is told nothing until somebody resumes it:
-- what happens meanwhile waits.
CREATE TABLE webhook_endpoints (
  app_id BIGINT PRIMARY KEY,
  callback_url TEXT NOT NULL,
  verify_token TEXT NOT NULL,
  fields TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  failing_since BIGINT,
  paused_at BIGINT,
  pause_reason TEXT
);

-- Of which pages an app is told, and of which of its fields there; without any, of all of them.
CREATE TABLE webhook_pages (
  page_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  fields TEXT,
  set_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, app_id)
);

-- One event for one app: first a queue, then the log. The position is that of the journal's entry, so that an entry that
-- is read again makes nothing new; an event of no entry has a negative one. State 0 waits, 1 is delivered, 2 was given up.
CREATE TABLE webhook_deliveries (
  page_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  part BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  field TEXT NOT NULL,
  at BIGINT NOT NULL,
  body TEXT NOT NULL,
  state BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, app_id, position, part)
) PARTITION BY HASH (page_id);

DO $$
DECLARE
  partitions INT := (SELECT count(*) FROM journal_partitions);
BEGIN
  FOR p IN 0 .. partitions - 1 LOOP
    EXECUTE format('CREATE TABLE webhook_deliveries_%s PARTITION OF webhook_deliveries FOR VALUES WITH (MODULUS %s, REMAINDER %s)', p, partitions, p);
  END LOOP;
END $$;

CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (page_id, at, position, app_id, part);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (page_id, app_id, person_id, position, part) WHERE state = 0;
CREATE INDEX webhook_deliveries_given_up ON webhook_deliveries (page_id, app_id, at) WHERE state = 2;

-- What was sent and what came back, each time. The status is null when nothing came back.
CREATE TABLE webhook_attempts (
  page_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  part BIGINT NOT NULL,
  at BIGINT NOT NULL,
  url TEXT NOT NULL,
  headers TEXT NOT NULL,
  took BIGINT NOT NULL,
  status BIGINT,
  error TEXT,
  answer TEXT,
  PRIMARY KEY (page_id, app_id, position, part, at)
);

-- What whoever runs the app should know: failing, paused, resumed, gone, recovered.
CREATE TABLE webhook_notices (
  page_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT,
  PRIMARY KEY (page_id, app_id, at, kind)
);
