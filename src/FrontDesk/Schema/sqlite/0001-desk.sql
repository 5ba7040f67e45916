-- What each page's front desk says by itself. The texts are one JSON document: they are read and written as a whole.
CREATE TABLE desks (
  page_id INTEGER PRIMARY KEY,
  settings TEXT NOT NULL
);

-- What the desk said before, per conversation.
CREATE TABLE desk_memory (
  page_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  instant_in INTEGER NOT NULL,
  away_until INTEGER,
  PRIMARY KEY (page_id, person_id)
) WITHOUT ROWID;

-- One row for each time a person waited and a member answered: how long, in open hours.
CREATE TABLE reply_waits (
  page_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  answered_seq INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,
  open_ms INTEGER NOT NULL,
  PRIMARY KEY (page_id, person_id, answered_seq)
) WITHOUT ROWID;
CREATE INDEX reply_waits_by_answer ON reply_waits (page_id, answered_at);
