-- Holds the slot row until the end of the transaction, so that a later holder waits for this one.
-- Parameter: $1 bigint fencing number. One row when it still counts, none when a later holder came.
select slot.fencing
from beheer.slot
where slot.fencing = $1
for share;
