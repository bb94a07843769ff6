-- The body of an entry and its search index in one virtual table: one row written for both.
CREATE VIRTUAL TABLE `entry_bodies` USING fts5(
	title,
	author,
	text,
	html UNINDEXED,
	enclosures UNINDEXED,
	tokenize = 'unicode61 remove_diacritics 2',
	prefix = '2 3'
);
