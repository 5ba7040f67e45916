-- version 4
-- Files that a page's apps uploaded to send them more than once: an id of the wire for a file of the page's.
CREATE TABLE reusable_attachments (
  page_id INTEGER NOT NULL,
  attachment_id INTEGER NOT NULL,
  file_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (page_id, attachment_id)
) WITHOUT ROWID;
