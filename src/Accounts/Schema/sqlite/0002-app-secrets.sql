-- version 4
-- Secrets that an app had before, and until when they count beside the one it has.
CREATE TABLE app_secrets (
    app INTEGER NOT NULL REFERENCES apps (id),
    secret TEXT NOT NULL,
    replaced_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (app, replaced_at)
);
