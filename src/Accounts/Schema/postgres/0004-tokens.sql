-- version 4
-- What a token is called, what it may do (names with commas between them; empty for everything), and when it was last used.
ALTER TABLE page_access_tokens ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE page_access_tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
ALTER TABLE page_access_tokens ADD COLUMN last_used_at BIGINT;
CREATE INDEX page_access_tokens_of_app ON page_access_tokens (app);
