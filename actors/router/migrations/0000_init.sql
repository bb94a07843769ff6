CREATE TABLE `cached_answers` (
	`no` integer PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`expires_at` text NOT NULL,
	`bytes` integer NOT NULL,
	`status` integer NOT NULL,
	`content_type` text NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cached_answers_hash_unique` ON `cached_answers` (`hash`);--> statement-breakpoint
CREATE TABLE `call_contents` (
	`call_no` integer PRIMARY KEY NOT NULL,
	`expires_at` text NOT NULL,
	`request` text NOT NULL,
	`answer` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `calls` (
	`no` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`status` text NOT NULL,
	`deadline_at` text NOT NULL,
	`request_id` text NOT NULL,
	`token_id` text NOT NULL,
	`protocol` text NOT NULL,
	`model` text NOT NULL,
	`stream` integer NOT NULL,
	`session` text,
	`agent` text,
	`route_id` text,
	`route_name` text NOT NULL,
	`why` text NOT NULL,
	`provider` text,
	`provider_model` text,
	`estimated_input` integer NOT NULL,
	`estimated_output` integer NOT NULL,
	`estimated_cost` integer,
	`http_status` integer,
	`input` integer,
	`output` integer,
	`cache_read` integer,
	`cache_write` integer,
	`cache_write_long` integer,
	`reasoning` integer,
	`exact` integer DEFAULT false NOT NULL,
	`cost` integer,
	`ttfb_ms` integer,
	`duration_ms` integer,
	`attempts` text NOT NULL,
	`notes` text DEFAULT '[]' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`due_at` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text
);
--> statement-breakpoint
CREATE TABLE `limits` (
	`id` text PRIMARY KEY NOT NULL,
	`scope_kind` text NOT NULL,
	`scope_id` text,
	`metric` text NOT NULL,
	`period` text NOT NULL,
	`amount` integer NOT NULL,
	`warn_at` real,
	`warned_for` text
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
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`scopes` text NOT NULL,
	`hash` text NOT NULL,
	`hint` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text,
	`last_used_at` text,
	`content_days` integer,
	`revoked_at` text
);
--> statement-breakpoint
CREATE TABLE `usage_days` (
	`day` text NOT NULL,
	`token_id` text NOT NULL,
	`route_id` text NOT NULL,
	`route_name` text NOT NULL,
	`provider` text NOT NULL,
	`model` text NOT NULL,
	`calls` integer NOT NULL,
	`failed` integer NOT NULL,
	`unpriced` integer NOT NULL,
	`input` integer NOT NULL,
	`output` integer NOT NULL,
	`cache_read` integer NOT NULL,
	`cache_write` integer NOT NULL,
	`cache_write_long` integer NOT NULL,
	`reasoning` integer NOT NULL,
	`cost` integer NOT NULL,
	PRIMARY KEY(`day`, `token_id`, `route_id`, `route_name`, `provider`, `model`)
);
--> statement-breakpoint
CREATE TABLE `prices` (
	`no` integer PRIMARY KEY NOT NULL,
	`provider_id` text NOT NULL,
	`model` text NOT NULL,
	`input` real NOT NULL,
	`output` real NOT NULL,
	`cache_read` real,
	`cache_write` real,
	`cache_write_long` real
);
--> statement-breakpoint
CREATE TABLE `keys` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`provider_id` text NOT NULL,
	`label` text NOT NULL,
	`hint` text NOT NULL,
	`sealed` text NOT NULL,
	`reason` text,
	`refused` integer DEFAULT false NOT NULL,
	`resting_until` text,
	`last_used_at` text
);
--> statement-breakpoint
CREATE TABLE `providers` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`base_url` text NOT NULL,
	`default_model` text,
	`small_model` text,
	`enabled` integer NOT NULL,
	`free` integer NOT NULL,
	`models` text NOT NULL,
	`models_at` text
);
--> statement-breakpoint
CREATE TABLE `routes` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`position` integer NOT NULL,
	`route` text NOT NULL
);
