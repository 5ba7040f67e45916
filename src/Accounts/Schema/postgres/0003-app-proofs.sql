-- version 4
-- Whether each call with a page's token of the app must prove that its caller knows the app's secret.
ALTER TABLE apps ADD COLUMN requires_proof BIGINT NOT NULL DEFAULT 0;
