CREATE TABLE entrances (
  page_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  ref TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (page_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX entrances_by_ref ON entrances (page_id, ref);

-- How often each ref brought somebody in. The position of the last entry that was counted makes counting repeatable.
CREATE TABLE entrance_starts (
  page_id INTEGER NOT NULL,
  ref TEXT NOT NULL,
  starts INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (page_id, ref)
) WITHOUT ROWID;
