CREATE TABLE businesses (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE members (
    id BIGINT PRIMARY KEY,
    business BIGINT NOT NULL REFERENCES businesses (id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    locale TEXT NOT NULL,
    password_hash TEXT,
    stamp TEXT NOT NULL,
    failures BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    totp_key TEXT,
    totp_on BIGINT NOT NULL DEFAULT 0,
    recovery_codes TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL
);
CREATE INDEX members_of_business ON members (business);

CREATE TABLE passkeys (
    credential_id BYTEA PRIMARY KEY,
    member BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    name TEXT,
    public_key BYTEA NOT NULL,
    sign_count BIGINT NOT NULL,
    transports TEXT NOT NULL,
    user_verified BIGINT NOT NULL,
    backup_eligible BIGINT NOT NULL,
    backed_up BIGINT NOT NULL,
    attestation_object BYTEA NOT NULL,
    client_data_json BYTEA NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX passkeys_of_member ON passkeys (member);

-- The set-up link is an invitation to a business that is not there yet.
CREATE TABLE invitations (
    id BIGINT PRIMARY KEY,
    business BIGINT REFERENCES businesses (id),
    email TEXT,
    role TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX invitations_of_business ON invitations (business);

CREATE TABLE apps (
    id BIGINT PRIMARY KEY,
    business BIGINT NOT NULL REFERENCES businesses (id),
    page BIGINT NOT NULL,
    name TEXT NOT NULL,
    secret TEXT NOT NULL,
    verify_token TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE page_access_tokens (
    token_hash TEXT PRIMARY KEY,
    app BIGINT NOT NULL REFERENCES apps (id),
    made_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE audit_log (
    business BIGINT NOT NULL,
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT,
    PRIMARY KEY (business, id)
);
CREATE INDEX audit_log_of_business ON audit_log (business, at);
