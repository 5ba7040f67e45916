CREATE TABLE entrances (
  page_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  ref TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, id)
);
CREATE UNIQUE INDEX entrances_by_ref ON entrances (page_id, ref);

-- How often each ref brought somebody in. The position of the last entry that was counted makes counting repeatable.
CREATE TABLE entrance_starts (
  page_id BIGINT NOT NULL,
  ref TEXT NOT NULL,
  starts BIGINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (page_id, ref)
);
