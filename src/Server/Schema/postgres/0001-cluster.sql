-- version 2
-- The cluster that the database belongs to, and the version of its list of silos: every change of the list raises it by
-- one, and is refused if it was decided on another version.
CREATE TABLE cluster (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX cluster_is_one ON cluster ((true));

-- The processes that are or were members. When one was last known to be alive is told by the clock of the database, so
-- that theirs may differ.
CREATE TABLE silos (
  address TEXT PRIMARY KEY,
  status BIGINT NOT NULL,
  name TEXT NOT NULL,
  host TEXT NOT NULL,
  suspicions TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  alive_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
