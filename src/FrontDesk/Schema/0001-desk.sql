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

-- One row for each time a person waited: from their first unanswered message to the answer of somebody of the team.
-- Open hours between the two are counted when the answer comes.
CREATE TABLE reply_waits (
  page_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  asked_seq INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  answered_seq INTEGER,
  answered_at INTEGER,
  open_ms INTEGER,
  PRIMARY KEY (page_id, person_id, asked_seq)
) WITHOUT ROWID;
CREATE INDEX reply_waits_by_answer ON reply_waits (page_id, answered_at) WHERE answered_at IS NOT NULL;
