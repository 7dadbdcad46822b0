-- The service that leads lives. One row when it still leads, none when a later one came.
-- Parameter: $1 bigint fencing number.
update beheer.leider
set hartslag = clock_timestamp()
where fencing = $1
returning fencing;
