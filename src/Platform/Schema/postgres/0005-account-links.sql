-- version 4
-- Which app set a property: what a button of it means is for that app alone.
ALTER TABLE messenger_profiles ADD COLUMN app_id BIGINT;

-- Persons who are logged in at the business's own site, as the app knows that asked them to.
CREATE TABLE account_links (
  page_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  linked_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, person_id, app_id)
);

-- A person's way to that site and back. By the token the site learns who comes, by the return we learn who is back; of
-- both only hashes are kept.
CREATE TABLE account_link_visits (
  page_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  return_hash TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  returned_at BIGINT,
  PRIMARY KEY (page_id, token_hash)
);
CREATE UNIQUE INDEX account_link_visits_by_return ON account_link_visits (page_id, return_hash);
