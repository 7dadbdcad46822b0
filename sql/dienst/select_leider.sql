-- Which service led last, and how long ago it let know that it lives, by the clock of the database.
-- Grain: at most one row. Reads only.
select
    leider.host,
    leider.pid,
    leider.versie,
    leider.sinds,
    leider.hartslag,
    greatest(extract(epoch from clock_timestamp() - leider.hartslag), 0)::bigint as stil_seconden
from beheer.leider
where leider.hartslag is not null;
