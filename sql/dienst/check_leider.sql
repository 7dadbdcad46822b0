-- Holds the row of the leader until the end of the transaction, so that a later one waits for it.
-- Parameter: $1 bigint fencing number. One row when it still counts, none when a later one came.
select leider.fencing
from beheer.leider
where leider.fencing = $1
for share;
