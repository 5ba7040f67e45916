-- version 3
-- By which a data folder beside PostgreSQL knows the database that it belongs to; made when the first folder is marked.
CREATE TABLE store (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL
);
