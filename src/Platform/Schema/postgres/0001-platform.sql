-- version 4
-- Names and pictures under which an app may speak for the page. The picture is a file of ours, fetched when it was named.
CREATE TABLE personas (
  page_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  picture_url TEXT NOT NULL,
  file_id TEXT,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, id)
);

CREATE TABLE labels (
  page_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, id)
);
CREATE UNIQUE INDEX labels_by_name ON labels (page_id, name);

CREATE TABLE labelled_persons (
  page_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  label_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (page_id, person_id, label_id)
);
CREATE INDEX labelled_persons_by_label ON labelled_persons (page_id, label_id);

-- How apps set up the page's entry: one row a property, as it was sent. Person 0 stands for everybody; a menu may be set
-- for one person.
CREATE TABLE messenger_profiles (
  page_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  property TEXT NOT NULL,
  value TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, person_id, property)
);

-- Which persons began a conversation, wrote, or blocked the page on which day (days since 1970, UTC): one row for each, so that an entry
-- of the journal that is read twice counts once.
CREATE TABLE counted_persons (
  page_id BIGINT NOT NULL,
  what TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  PRIMARY KEY (page_id, what, person_id, day)
);
CREATE INDEX counted_persons_by_day ON counted_persons (page_id, what, day);
