-- Ends the sessions of one process: a frozen one keeps its locks for as long as it is connected.
-- Those of its pages stay when they have a login of their own: they hold no lock of a run, and one
-- role may not end the sessions of another.
-- One row: how many. Parameter: $1 text, name of those sessions.
select count(pg_terminate_backend(pg_stat_activity.pid)) as aantal
from pg_stat_activity
where
    pg_stat_activity.application_name = $1
    and pg_stat_activity.datname = current_database()
    and pg_stat_activity.usename = current_user
    and pg_stat_activity.pid <> pg_backend_pid();
