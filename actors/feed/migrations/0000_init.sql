CREATE TABLE `applied` (
	`key` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`answer` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `feed` (
	`no` integer PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`url` text NOT NULL,
	`moved_to` text,
	`site_url` text,
	`title` text,
	`hints` text NOT NULL,
	`etag` text,
	`last_modified` text,
	`body_hash` text,
	`health` text NOT NULL,
	`reason` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`head_seq` integer DEFAULT 0 NOT NULL,
	`recent_dates` text DEFAULT '[]' NOT NULL,
	`subscribers` integer DEFAULT 0 NOT NULL,
	`delivered_seq` integer DEFAULT 0 NOT NULL,
	`state_untold` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `fetches` (
	`no` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`status` integer,
	`outcome` text NOT NULL,
	`bytes` integer NOT NULL,
	`new_items` integer NOT NULL,
	`updated_items` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`unchanged_before` integer NOT NULL,
	`next_at` text,
	`why` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `items` (
	`no` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`url` text,
	`title` text NOT NULL,
	`author` text,
	`published_at` text,
	`found_at` text NOT NULL,
	`image` text,
	`enclosures` text NOT NULL,
	`text` text NOT NULL,
	`content_html` text NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE `subscribers` (
	`no` integer PRIMARY KEY NOT NULL,
	`inbox_id` text NOT NULL,
	`cursor` integer,
	`asleep` integer DEFAULT false NOT NULL,
	`since` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_inbox_id_unique` ON `subscribers` (`inbox_id`);