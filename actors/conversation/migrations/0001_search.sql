-- The text of a message and its search index in one virtual table: one row written for both.
CREATE VIRTUAL TABLE `message_texts` USING fts5(
	author,
	text,
	files,
	html UNINDEXED,
	tokenize = 'unicode61 remove_diacritics 2',
	prefix = '2 3'
);
