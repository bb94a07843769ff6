CREATE TABLE `acts` (
	`id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`type` text NOT NULL,
	`wanted` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`step` integer DEFAULT 0 NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `applied` (
	`key` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`answer` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `attachment_chunks` (
	`no` integer PRIMARY KEY NOT NULL,
	`attachment_id` text NOT NULL,
	`place` integer NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attachment_chunks_place` ON `attachment_chunks` (`attachment_id`,`place`);--> statement-breakpoint
CREATE TABLE `attachments` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`message_id` text,
	`channel_id` text,
	`ref` text,
	`held_by` text,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`fetch_at` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attachments_id_unique` ON `attachments` (`id`);--> statement-breakpoint
CREATE INDEX `attachments_message` ON `attachments` (`message_id`);--> statement-breakpoint
CREATE INDEX `attachments_fetch` ON `attachments` (`fetch_at`);--> statement-breakpoint
CREATE TABLE `conversation` (
	`no` integer PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`title` text,
	`merged_into` text,
	`messages` integer DEFAULT 0 NOT NULL,
	`received` integer DEFAULT 0 NOT NULL,
	`episodes` integer DEFAULT 0 NOT NULL,
	`threads` text DEFAULT '[]' NOT NULL,
	`splits` text DEFAULT '[]' NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`told_at` text,
	`untold_since` text,
	`arrived` text DEFAULT '[]' NOT NULL,
	`analysed` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `early_events` (
	`no` integer PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`at` text NOT NULL,
	`event` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `early_events_message` ON `early_events` (`message_id`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`due_at` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text
);
--> statement-breakpoint
CREATE TABLE `message_aliases` (
	`id` text PRIMARY KEY NOT NULL,
	`message_no` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`thread_no` integer,
	`key` text,
	`direction` text NOT NULL,
	`author_no` integer NOT NULL,
	`episode` integer NOT NULL,
	`nature` text NOT NULL,
	`reply_to` text,
	`edited_at` text,
	`deleted_at` text,
	`reactions` text,
	`attachments` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_id_unique` ON `messages` (`id`);--> statement-breakpoint
CREATE TABLE `moved_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`to` text NOT NULL
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
CREATE TABLE `participants` (
	`no` integer PRIMARY KEY NOT NULL,
	`channel_id` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`handle` text,
	`self` integer NOT NULL,
	`bot` integer NOT NULL,
	`messages` integer NOT NULL,
	`last_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `participants_key` ON `participants` (`channel_id`,`key`);--> statement-breakpoint
CREATE TABLE `analyses` (
	`no` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`version` integer NOT NULL,
	`from_id` text NOT NULL,
	`up_to_id` text NOT NULL,
	`up_to_no` integer NOT NULL,
	`known` integer NOT NULL,
	`messages` integer NOT NULL,
	`outcome` text NOT NULL,
	`model` text,
	`reason` text,
	`analysis` text
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`no` integer PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`outgoing_id` text NOT NULL,
	`state` text NOT NULL,
	`step` integer DEFAULT 0 NOT NULL,
	`at` text NOT NULL,
	`sends_at` text,
	`reason` text,
	`url` text,
	`approved_by` text NOT NULL,
	`approval_id` text NOT NULL,
	`approved_at` text NOT NULL,
	`draft` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_message_id_unique` ON `deliveries` (`message_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_outgoing_id_unique` ON `deliveries` (`outgoing_id`);--> statement-breakpoint
CREATE INDEX `deliveries_sends_at` ON `deliveries` (`sends_at`) WHERE sends_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_trouble` ON `deliveries` (`at`) WHERE state IN ('failed', 'unknown');--> statement-breakpoint
CREATE TABLE `draft_wishes` (
	`no` integer PRIMARY KEY NOT NULL,
	`wish` text,
	`attempts` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`text` text NOT NULL,
	`channel_id` text NOT NULL,
	`thread_key` text NOT NULL,
	`reply_to` text,
	`attachments` text NOT NULL,
	`origin` text NOT NULL,
	`model` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
