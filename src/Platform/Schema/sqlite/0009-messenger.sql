-- version 4
-- The page on Messenger that a page here speaks for. Token and secret are sealed.
CREATE TABLE messenger_pages (
  page_id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL,
  messenger_page_id TEXT NOT NULL,
  name TEXT NOT NULL,
  graph_url TEXT NOT NULL,
  access_token TEXT NOT NULL,
  app_id TEXT NOT NULL,
  app_secret TEXT NOT NULL,
  verify_token TEXT NOT NULL,
  connected_at INTEGER NOT NULL
);

-- Which message there is which here. One of the page has no mid until it is sent; it can be several there: a text and its
-- files, in parts.
CREATE TABLE messenger_messages (
  page_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  part INTEGER NOT NULL,
  position INTEGER,
  mid TEXT,
  sent_at INTEGER,
  PRIMARY KEY (page_id, person_id, seq, part)
) WITHOUT ROWID;
CREATE UNIQUE INDEX messenger_messages_by_mid ON messenger_messages (page_id, mid) WHERE mid IS NOT NULL;
