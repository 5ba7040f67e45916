CREATE TABLE persons (
    page BIGINT NOT NULL,
    psid BIGINT NOT NULL,
    name TEXT,
    locale TEXT NOT NULL,
    timezone TEXT,
    email TEXT,
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    PRIMARY KEY (page, psid)
);

CREATE TABLE revoked_devices (
    page BIGINT NOT NULL,
    psid BIGINT NOT NULL,
    device BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (page, psid, device)
);

CREATE TABLE device_codes (
    code_hash TEXT PRIMARY KEY,
    page BIGINT NOT NULL,
    psid BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX device_codes_by_end ON device_codes (expires_at);

-- The ledger of consent: rows are only added; the last row of a topic says what holds.
CREATE TABLE consents (
    page BIGINT NOT NULL,
    psid BIGINT NOT NULL,
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    topic TEXT NOT NULL,
    words TEXT NOT NULL,
    granted BIGINT NOT NULL,
    device BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (page, psid, id)
);
CREATE INDEX consents_of_person ON consents (page, psid, topic, id);

-- Text as searches compare it: small letters without accents. No extension is needed, so no right to make one.
CREATE FUNCTION unaccented(words TEXT) RETURNS TEXT LANGUAGE SQL IMMUTABLE PARALLEL SAFE
    RETURN lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036F]', '', 'g'));
