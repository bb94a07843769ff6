-- What is searched in a conversation, and the newest messages that rules are tried on, in one virtual table: one row
-- written for both.
CREATE VIRTUAL TABLE `conversation_texts` USING fts5(
	title,
	people,
	summary,
	texts,
	recent UNINDEXED,
	handled UNINDEXED,
	tokenize = 'unicode61 remove_diacritics 2',
	prefix = '2 3'
);
