CREATE TABLE persons (
    page INTEGER NOT NULL,
    psid INTEGER NOT NULL,
    name TEXT,
    locale TEXT NOT NULL,
    timezone TEXT,
    email TEXT,
    first_seen_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    PRIMARY KEY (page, psid)
) WITHOUT ROWID;

CREATE TABLE revoked_devices (
    page INTEGER NOT NULL,
    psid INTEGER NOT NULL,
    device INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (page, psid, device)
) WITHOUT ROWID;

CREATE TABLE device_codes (
    code_hash TEXT PRIMARY KEY,
    page INTEGER NOT NULL,
    psid INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX device_codes_by_end ON device_codes (expires_at);

-- The ledger of consent: rows are only added; the last row of a topic says what holds.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL,
    psid INTEGER NOT NULL,
    topic TEXT NOT NULL,
    words TEXT NOT NULL,
    granted INTEGER NOT NULL,
    device INTEGER NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX consents_of_person ON consents (page, psid, topic, id);
