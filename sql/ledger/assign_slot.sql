-- Names the run that holds the slot. Parameters: $1 bigint run, $2 bigint fencing number.
-- Idempotent.
update beheer.slot
set run_id = $1
where fencing = $2;
