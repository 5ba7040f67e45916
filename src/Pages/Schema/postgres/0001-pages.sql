CREATE TABLE pages (
    id BIGINT PRIMARY KEY,
    business BIGINT NOT NULL,
    handle TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- What only the page itself reads, as JSON: texts by language, hours, special days, look.
    profile TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX pages_of_business ON pages (business);

CREATE TABLE page_pictures (
    page BIGINT PRIMARY KEY REFERENCES pages (id),
    version TEXT NOT NULL,
    large BYTEA NOT NULL,
    small BYTEA NOT NULL
);
