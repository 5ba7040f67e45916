-- What was uploaded, as the bytes were found to be. The bytes lie in the data folder under the file's id.
CREATE TABLE files (
  page_id INTEGER NOT NULL,
  file_id TEXT NOT NULL,
  person_id INTEGER,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  mime TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  has_preview INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (page_id, file_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX files_by_id ON files (file_id);
CREATE INDEX files_by_person ON files (page_id, person_id, created_at) WHERE person_id IS NOT NULL;
