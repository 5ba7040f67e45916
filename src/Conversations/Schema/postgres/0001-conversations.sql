-- The journal, in hash partitions by page: as many as charla.partitions says when the database is made, and the same for
-- life. Each partition has one writer per process; its positions are dense and committed in order, so that followers
-- read by them. The numbers of a log are dense per conversation, and their unique index refuses a second writer.
CREATE TABLE entries (
  page_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  log BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  position BIGINT NOT NULL,
  at BIGINT NOT NULL,
  type TEXT NOT NULL,
  author TEXT NOT NULL,
  client_key TEXT,
  client_hash BIGINT,
  body TEXT NOT NULL,
  PRIMARY KEY (page_id, person_id, log, seq)
) PARTITION BY HASH (page_id);
CREATE UNIQUE INDEX entries_by_client ON entries (page_id, person_id, client_key) WHERE client_key IS NOT NULL;

-- One row a conversation: what lists filter and sort by stands in columns, all of it in the state. The status is -1
-- while nothing was said, so that no list shows a person who only came in. A state replaces only the one that it was
-- decided on.
CREATE TABLE conversations (
  page_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  decided_on BIGINT NOT NULL,
  status BIGINT NOT NULL,
  is_unread BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  waiting_since BIGINT,
  state TEXT NOT NULL,
  PRIMARY KEY (page_id, person_id)
) PARTITION BY HASH (page_id);
CREATE INDEX conversations_by_status ON conversations (page_id, status, last_at, person_id);
CREATE INDEX conversations_unread ON conversations (page_id, last_at, person_id) WHERE is_unread = 1;
CREATE INDEX conversations_waiting ON conversations (page_id, waiting_since, person_id) WHERE waiting_since IS NOT NULL;

-- The last position of each partition. Whoever writes a batch holds the row until the commit.
CREATE TABLE journal_partitions (
  partition BIGINT PRIMARY KEY,
  position BIGINT NOT NULL
) WITH (fillfactor = 10);

DO $$
DECLARE
  partitions INT := current_setting('charla.partitions')::INT;
BEGIN
  FOR p IN 0 .. partitions - 1 LOOP
    EXECUTE format('CREATE TABLE entries_%s PARTITION OF entries FOR VALUES WITH (MODULUS %s, REMAINDER %s)', p, partitions, p);
    EXECUTE format('CREATE UNIQUE INDEX entries_%s_by_position ON entries_%s (position)', p, p);
    EXECUTE format('CREATE TABLE conversations_%s PARTITION OF conversations FOR VALUES WITH (MODULUS %s, REMAINDER %s)', p, partitions, p);
    INSERT INTO journal_partitions VALUES (p, 0);
  END LOOP;
END $$;

-- Counted as they change: a list never counts a million rows.
CREATE TABLE conversation_counts (
  page_id BIGINT PRIMARY KEY,
  open BIGINT NOT NULL,
  unread BIGINT NOT NULL,
  resolved BIGINT NOT NULL
);

CREATE TABLE parked_entries (
  page_id BIGINT NOT NULL,
  follower TEXT NOT NULL,
  position BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  is_dead BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (page_id, follower, position)
);

-- A store has one epoch; a restored backup gets another, so that clients reload instead of trusting their numbers.
CREATE TABLE epoch (epoch TEXT NOT NULL);
INSERT INTO epoch VALUES (substr(replace(gen_random_uuid()::TEXT, '-', ''), 1, 16));
