CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`due_at` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`target` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`request_id` text NOT NULL,
	`created_at` text NOT NULL,
	`due_at` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`dead_at` text
);
--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`account` text,
	`secrets` text NOT NULL,
	`state` text NOT NULL,
	`intake` text NOT NULL,
	`standing` text NOT NULL,
	`paused` integer DEFAULT false NOT NULL,
	`reason` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`oauth_state` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`last_received_at` text,
	`last_sent_at` text,
	`disconnected_at` text
);
--> statement-breakpoint
CREATE TABLE `held` (
	`no` integer PRIMARY KEY NOT NULL,
	`thread` text NOT NULL,
	`event` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `moved_threads` (
	`thread` text PRIMARY KEY NOT NULL,
	`conversation` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `seen` (
	`event_id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `unreadable` (
	`no` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`reason` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outgoing` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`from_id` text NOT NULL,
	`lane` text NOT NULL,
	`body` text NOT NULL,
	`request_id` text NOT NULL,
	`state` text NOT NULL,
	`step` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`uncertain_since` integer,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`reason` text,
	`key` text,
	`url` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outgoing_id_unique` ON `outgoing` (`id`);--> statement-breakpoint
CREATE INDEX `outgoing_waiting` ON `outgoing` (`no`) WHERE "outgoing"."ended_at" is null;--> statement-breakpoint
CREATE TABLE `paces` (
	`key` text PRIMARY KEY NOT NULL,
	`tokens` real NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `letters` (
	`no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`message_id` text NOT NULL,
	`thread` integer NOT NULL,
	`sent_under` text,
	`answers` text,
	`nature` text DEFAULT 'ordinary' NOT NULL,
	`answer` text,
	`auto_answers` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `letters_message_id_unique` ON `letters` (`message_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `letters_auto_answers_unique` ON `letters` (`auto_answers`);--> statement-breakpoint
CREATE INDEX `letters_thread` ON `letters` (`thread`);--> statement-breakpoint
CREATE TABLE `newsletters` (
	`list` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `raw_mail_chunks` (
	`mail` text NOT NULL,
	`no` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`mail`, `no`)
);
--> statement-breakpoint
CREATE TABLE `raw_mails` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`bytes` integer NOT NULL,
	`in_bucket` integer NOT NULL
);
