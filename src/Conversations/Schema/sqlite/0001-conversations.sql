-- The journal. Positions are dense and grow with time, so that inserts go to the end of the table; followers read by
-- them. The numbers of a log are dense per conversation, and their unique index refuses a second writer.
CREATE TABLE entries (
  position INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  log INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  author TEXT NOT NULL,
  client_key TEXT,
  client_hash INTEGER,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX entries_by_conversation ON entries (page_id, person_id, log, seq);
CREATE UNIQUE INDEX entries_by_client ON entries (page_id, person_id, client_key) WHERE client_key IS NOT NULL;

-- One row a conversation: what lists filter and sort by stands in columns, all of it in the state. The status is -1
-- while nothing was said, so that no list shows a person who only came in.
CREATE TABLE conversations (
  page_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  status INTEGER NOT NULL,
  is_unread INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  waiting_since INTEGER,
  state TEXT NOT NULL,
  PRIMARY KEY (page_id, person_id)
) WITHOUT ROWID;
CREATE INDEX conversations_by_status ON conversations (page_id, status, last_at, person_id);
CREATE INDEX conversations_unread ON conversations (page_id, last_at, person_id) WHERE is_unread = 1;
CREATE INDEX conversations_waiting ON conversations (page_id, waiting_since, person_id) WHERE waiting_since IS NOT NULL;

-- Counted as they change: a list never counts a million rows.
CREATE TABLE conversation_counts (
  page_id INTEGER PRIMARY KEY,
  open INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  resolved INTEGER NOT NULL
);

CREATE TABLE followers (
  name TEXT PRIMARY KEY,
  position INTEGER NOT NULL
);

CREATE TABLE parked_entries (
  follower TEXT NOT NULL,
  position INTEGER NOT NULL,
  page_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  is_dead INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (follower, position)
) WITHOUT ROWID;

-- A store has one epoch; a restored backup gets another, so that clients reload instead of trusting their numbers.
CREATE TABLE epoch (epoch TEXT NOT NULL);
INSERT INTO epoch VALUES (lower(hex(randomblob(8))));
