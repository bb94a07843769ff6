CREATE TABLE `rooms` (
	`session` text NOT NULL,
	`conversation_id` text NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`session`, `conversation_id`)
);
