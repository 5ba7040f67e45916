-- version 4
-- Files that a page's apps uploaded to send them more than once: an id of the wire for a file of the page's.
CREATE TABLE reusable_attachments (
  page_id BIGINT NOT NULL,
  attachment_id BIGINT NOT NULL,
  file_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, attachment_id)
);
