CREATE TABLE `summaries` (
	`entry_no` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`model` text NOT NULL,
	`at` text NOT NULL
);
