CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    business INTEGER NOT NULL,
    handle TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- What only the page itself reads, as JSON: texts by language, hours, special days, look.
    profile TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE INDEX pages_of_business ON pages (business);

CREATE TABLE page_pictures (
    page INTEGER PRIMARY KEY REFERENCES pages (id),
    version TEXT NOT NULL,
    large BLOB NOT NULL,
    small BLOB NOT NULL
);
