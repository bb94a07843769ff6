ALTER TABLE `deliveries` ADD `approval_name` text;--> statement-breakpoint
ALTER TABLE `drafts` ADD `agent` text;