CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`channel` text
);
--> statement-breakpoint
CREATE TABLE `conversations` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`channel_id` text NOT NULL,
	`channel_kind` text NOT NULL,
	`channel_ids` text NOT NULL,
	`title` text NOT NULL,
	`participants` text NOT NULL,
	`snippet` text NOT NULL,
	`last_author` text NOT NULL,
	`last_direction` text NOT NULL,
	`last_at` text NOT NULL,
	`analysed_priority` text NOT NULL,
	`priority_reason` text,
	`category` text,
	`summary` text,
	`answer_expected` integer NOT NULL,
	`draft` text,
	`trouble` text,
	`merged_into` text,
	`received` integer NOT NULL,
	`read_up_to` integer DEFAULT 0 NOT NULL,
	`archived` integer DEFAULT false NOT NULL,
	`muted` integer DEFAULT false NOT NULL,
	`snoozed_until` text,
	`labels` text NOT NULL,
	`own_priority` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_id_unique` ON `conversations` (`id`);--> statement-breakpoint
CREATE INDEX `conversations_snoozed` ON `conversations` (`snoozed_until`) WHERE "conversations"."snoozed_until" is not null;--> statement-breakpoint
CREATE TABLE `outputs` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`form` text NOT NULL,
	`source` text NOT NULL,
	`source_title` text NOT NULL,
	`by` text NOT NULL,
	`model` text,
	`note` text,
	`parts` text NOT NULL,
	`channels` text NOT NULL,
	`publish_keys` text NOT NULL,
	`published_at` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outputs_id_unique` ON `outputs` (`id`);--> statement-breakpoint
CREATE TABLE `permission_uses` (
	`no` integer PRIMARY KEY NOT NULL,
	`permission_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`at` text NOT NULL,
	`rule` text NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `permissions` (
	`id` text PRIMARY KEY NOT NULL,
	`channel_id` text NOT NULL,
	`granted_at` text NOT NULL,
	`used` integer DEFAULT 0 NOT NULL,
	`last_used_at` text
);
--> statement-breakpoint
CREATE TABLE `publications` (
	`id` text PRIMARY KEY NOT NULL,
	`output_no` integer NOT NULL,
	`channel_id` text NOT NULL,
	`part` integer NOT NULL,
	`step` integer NOT NULL,
	`state` text NOT NULL,
	`at` text NOT NULL,
	`reason` text,
	`url` text,
	`key` text
);
--> statement-breakpoint
CREATE TABLE `rules` (
	`id` text PRIMARY KEY NOT NULL,
	`place` integer NOT NULL,
	`rule` text NOT NULL,
	`matched` integer DEFAULT 0 NOT NULL,
	`last_matched_at` text
);
--> statement-breakpoint
ALTER TABLE `notifications` ADD `about` text;