-- version 2
-- A SQLite file has one home for ever, and no terms to tell apart.
ALTER TABLE checkpoints ADD COLUMN term INTEGER NOT NULL DEFAULT 0;
