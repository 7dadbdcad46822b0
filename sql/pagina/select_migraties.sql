-- The migrations that were applied. Grain: one row per migration, newest first. No parameters.
-- Reads only.
select
    migratie.version as versie,
    migratie.description as omschrijving,
    migratie.installed_on as gedaan_op
from public._sqlx_migrations as migratie
where migratie.success
order by migratie.version desc
