-- version 2
-- Followers go through each partition at its own pace.
CREATE TABLE checkpoints (
  follower TEXT NOT NULL,
  partition BIGINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (follower, partition)
);

ALTER TABLE parked_entries ADD COLUMN partition BIGINT NOT NULL;
CREATE INDEX parked_entries_of_follower ON parked_entries (follower, partition);
