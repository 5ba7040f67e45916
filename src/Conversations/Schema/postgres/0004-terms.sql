-- version 2
-- A partition has one home at a time; a term numbers them. Whoever opens the partition's journal begins the next, and
-- an entry or a checkpoint of an earlier one is refused.
ALTER TABLE journal_partitions ADD COLUMN term BIGINT NOT NULL DEFAULT 0;
ALTER TABLE checkpoints ADD COLUMN term BIGINT NOT NULL DEFAULT 0;
