-- The key is the whole table: a conversation that moves costs one row for each list that it is in.
CREATE TABLE `conversation_lists` (
	`list` text NOT NULL,
	`shelf` integer NOT NULL,
	`rank` integer NOT NULL,
	`at` text NOT NULL,
	`no` integer NOT NULL,
	PRIMARY KEY(`list`, `shelf`, `rank`, `at`, `no`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT OR IGNORE INTO `conversation_lists`
WITH `placed` AS (
	SELECT
		CASE
			WHEN `archived` THEN 0
			WHEN `snoozed_until` IS NOT NULL THEN 1
			WHEN `muted` THEN 2
			ELSE 2 + (`received` > `read_up_to`) + 2 * (`answer_expected` <> 0)
		END AS `shelf`,
		CASE coalesce(`own_priority`, `analysed_priority`) WHEN 'urgent' THEN 3 WHEN 'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END AS `rank`,
		`last_at` AS `at`, `no`, `channel_ids`, `labels`, `assignee`
	FROM `conversations` WHERE `merged_into` IS NULL
)
SELECT '', `shelf`, `rank`, `at`, `no` FROM `placed`
UNION ALL
SELECT `value`, `shelf`, `rank`, `at`, `no` FROM `placed`, json_each(`channel_ids`)
UNION ALL
SELECT 'label:' || `value`, `shelf`, `rank`, `at`, `no` FROM `placed`, json_each(`labels`)
UNION ALL
SELECT `assignee`, `shelf`, `rank`, `at`, `no` FROM `placed` WHERE `assignee` IS NOT NULL;
