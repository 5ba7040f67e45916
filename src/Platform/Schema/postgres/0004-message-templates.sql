-- version 4
-- Messages that are written once and sent with other words in their gaps. The definition is JSON, as it was sent.
CREATE TABLE message_templates (
  page_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  components TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (page_id, id)
);
CREATE UNIQUE INDEX message_templates_by_name ON message_templates (page_id, name, language);
