-- version 4
-- Secrets that an app had before, and until when they count beside the one it has.
CREATE TABLE app_secrets (
    app BIGINT NOT NULL REFERENCES apps (id),
    secret TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (app, replaced_at)
);
