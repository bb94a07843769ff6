CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`owner` text NOT NULL,
	`folded` text NOT NULL,
	`health` text NOT NULL,
	`reason` text,
	`last_event_at` text,
	`reported_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `channels_health` ON `channels` (`health`,`reported_at`);