CREATE TABLE businesses (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    made_at INTEGER NOT NULL
);

CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    business INTEGER NOT NULL REFERENCES businesses (id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    locale TEXT NOT NULL,
    password_hash TEXT,
    stamp TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER,
    totp_key TEXT,
    totp_on INTEGER NOT NULL DEFAULT 0,
    recovery_codes TEXT NOT NULL DEFAULT '',
    made_at INTEGER NOT NULL
);
CREATE INDEX members_of_business ON members (business);

CREATE TABLE passkeys (
    credential_id BLOB PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    name TEXT,
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL,
    transports TEXT NOT NULL,
    user_verified INTEGER NOT NULL,
    backup_eligible INTEGER NOT NULL,
    backed_up INTEGER NOT NULL,
    attestation_object BLOB NOT NULL,
    client_data_json BLOB NOT NULL,
    made_at INTEGER NOT NULL
);
CREATE INDEX passkeys_of_member ON passkeys (member);

-- The set-up link is an invitation to a business that is not there yet.
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY,
    business INTEGER REFERENCES businesses (id),
    email TEXT,
    role TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);
CREATE INDEX invitations_of_business ON invitations (business);

CREATE TABLE apps (
    id INTEGER PRIMARY KEY,
    business INTEGER NOT NULL REFERENCES businesses (id),
    page INTEGER NOT NULL,
    name TEXT NOT NULL,
    secret TEXT NOT NULL,
    verify_token TEXT NOT NULL,
    made_at INTEGER NOT NULL
);

CREATE TABLE page_access_tokens (
    token_hash TEXT PRIMARY KEY,
    app INTEGER NOT NULL REFERENCES apps (id),
    made_at INTEGER NOT NULL,
    revoked_at INTEGER
);

CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY,
    business INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT
);
CREATE INDEX audit_log_of_business ON audit_log (business, at);
