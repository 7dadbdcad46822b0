-- The migrations that were applied, with the checksum of their text. One row a migration. Reads
-- only.
select
    version,
    checksum
from public._sqlx_migrations
where success
order by version;
