-- One row for a caller's key: made in the transaction of the request's first write, without an answer; filled in when
-- the request is done. The answer may hold secrets and is unreadable without the data folder's keys.
CREATE TABLE idempotency_keys (
    caller TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    content_type TEXT,
    body TEXT,
    PRIMARY KEY (caller, key_hash)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at);
