-- version 3
-- Everything that was written, by its words: the row of a message or note is its position in the journal, where the text
-- itself is read. The page stands among the words, so that a search meets no other page's messages.
CREATE VIRTUAL TABLE written_words USING fts5(
  page, words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
