-- What each page's front desk says by itself. The texts are one JSON document: they are read and written as a whole.
CREATE TABLE desks (
  page_id BIGINT PRIMARY KEY,
  settings TEXT NOT NULL
);

-- What the desk said before, per conversation.
CREATE TABLE desk_memory (
  page_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  instant_in BIGINT NOT NULL,
  away_until BIGINT,
  PRIMARY KEY (page_id, person_id)
);

-- One row for each time a person waited and a member answered: how long, in open hours.
CREATE TABLE reply_waits (
  page_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  answered_seq BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,
  open_ms BIGINT NOT NULL,
  PRIMARY KEY (page_id, person_id, answered_seq)
);
CREATE INDEX reply_waits_by_answer ON reply_waits (page_id, answered_at);
