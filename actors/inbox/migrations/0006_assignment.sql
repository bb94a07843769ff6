ALTER TABLE `conversations` ADD `assignee` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `assigned_by` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `assigned_at` text;--> statement-breakpoint
ALTER TABLE `notifications` ADD `group_id` text;