CREATE TABLE `changes` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`event` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `entries` (
	`no` integer PRIMARY KEY NOT NULL,
	`subscription_no` integer NOT NULL,
	`item_no` integer NOT NULL,
	`item_seq` integer NOT NULL,
	`read` integer DEFAULT false NOT NULL,
	`starred` integer DEFAULT false NOT NULL,
	`archived` integer DEFAULT false NOT NULL,
	`arrived_at` text NOT NULL,
	`published_at` text,
	`title` text NOT NULL,
	`url` text,
	`author` text,
	`snippet` text NOT NULL,
	`image` text
);
--> statement-breakpoint
CREATE TABLE `import_lines` (
	`no` integer PRIMARY KEY NOT NULL,
	`import_no` integer NOT NULL,
	`line` integer NOT NULL,
	`url` text NOT NULL,
	`title` text,
	`folder` text,
	`status` text NOT NULL,
	`message` text
);
--> statement-breakpoint
CREATE TABLE `imports` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`started_at` text NOT NULL,
	`finished_at` text
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
CREATE TABLE `subscriptions` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`feed_id` text NOT NULL,
	`feed_url` text NOT NULL,
	`site_url` text,
	`feed_title` text,
	`own_title` text,
	`folder` text,
	`health` text NOT NULL,
	`reason` text,
	`feed_epoch` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_id_unique` ON `subscriptions` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_feed_id_unique` ON `subscriptions` (`feed_id`);