-- version 3
-- Everything that was written, by its words: a row is the position of a message or note in the journal of its page's
-- partition, where the text itself is read. The page stands among the words too, so that the index of words meets no
-- other page's messages.
CREATE TABLE written_words (
  page_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (page_id, position)
) PARTITION BY HASH (page_id);

DO $$
DECLARE
  partitions INT := (SELECT count(*) FROM journal_partitions);
BEGIN
  FOR p IN 0 .. partitions - 1 LOOP
    EXECUTE format('CREATE TABLE written_words_%s PARTITION OF written_words FOR VALUES WITH (MODULUS %s, REMAINDER %s)', p, partitions, p);
    EXECUTE format('CREATE INDEX written_words_%s_by_word ON written_words_%s USING gin (words)', p, p);
  END LOOP;
END $$;
