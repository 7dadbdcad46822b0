-- Tells whether any migration was ever applied. One row, one boolean. Reads only.
select to_regclass('public._sqlx_migrations') is not null as has_migrations;
