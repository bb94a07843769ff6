CREATE TABLE `spare_leases` (
	`first_no` integer PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`call` text NOT NULL
);
