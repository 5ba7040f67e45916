-- version 4
-- Which app set a property: what a button of it means is for that app alone.
ALTER TABLE messenger_profiles ADD COLUMN app_id INTEGER;

-- Persons who are logged in at the business's own site, as the app knows that asked them to.
CREATE TABLE account_links (
  page_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  app_id INTEGER NOT NULL,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (page_id, person_id, app_id)
) WITHOUT ROWID;

-- A person's way to that site and back. By the token the site learns who comes, by the return we learn who is back; of
-- both only hashes are kept.
CREATE TABLE account_link_visits (
  page_id INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  return_hash TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  app_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  returned_at INTEGER,
  PRIMARY KEY (page_id, token_hash)
) WITHOUT ROWID;
CREATE UNIQUE INDEX account_link_visits_by_return ON account_link_visits (page_id, return_hash);
