-- version 2
-- Followers go through each partition at its own pace; a SQLite file has one. The table of followers stays for a
-- program that goes back a version: it reads again what it has seen, which changes nothing.
CREATE TABLE journal_partitions (partition INTEGER PRIMARY KEY);
INSERT INTO journal_partitions VALUES (0);

CREATE TABLE checkpoints (
  follower TEXT NOT NULL,
  partition INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (follower, partition)
) WITHOUT ROWID;
INSERT INTO checkpoints SELECT name, 0, position FROM followers;

ALTER TABLE parked_entries ADD COLUMN partition INTEGER NOT NULL DEFAULT 0;
