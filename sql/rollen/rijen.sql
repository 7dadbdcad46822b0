-- Row level security: of every table with rows of a municipality a reader sees those of his own.
-- The views of mart read by the rights of their owner, so the owner falls under it too (`force`):
-- `current_user` is the reader there, also in a view. Whoever may act as the owner, the loader or
-- the pages sees all. The sub-selects are asked once a query, not once a row.
-- Not on the tables of landing that messages are copied into: COPY FROM refuses a table with row
-- level security. Nobody but the owner and the loader has a right on those, and the views of mart
-- reach them by joining dwh.feit_bericht.
-- Idempotent; locks every table for a moment, so not while a run is busy. No parameters.

do $$
declare
    tabel regclass;
    voor_allen text;
    alles constant text := '(select pg_has_role(current_user, ''wh_owner'', ''usage'')'
        ' or pg_has_role(current_user, ''wh_load'', ''usage'')'
        ' or pg_has_role(current_user, ''wh_ops'', ''usage''))';
    eigen constant text := 'gemeentecode = any (array('
        'select toegang.gemeentecode from beheer.rol_gemeente as toegang'
        ' inner join pg_catalog.pg_roles as rol on toegang.rol = rol.rolname'
        ' where pg_has_role(current_user, rol.oid, ''usage'')))';
begin
    for tabel, voor_allen in
        select
            klasse.oid,
            -- The member that says unknown belongs to nobody, and views join it.
            case
                when klasse.relname like 'dim\_%'
                    then format(' or %I = 0', substr(klasse.relname, 5) || '_sk')
                else ''
            end as voor_allen
        from pg_catalog.pg_class as klasse
        inner join pg_catalog.pg_attribute as kolom
            on klasse.oid = kolom.attrelid and kolom.attname = 'gemeentecode'
        where
            klasse.relkind in ('r', 'p')
            and not kolom.attisdropped
            and (
                klasse.relnamespace in ('dwh'::regnamespace, 'beheer'::regnamespace)
                or (klasse.relnamespace = 'landing'::regnamespace and klasse.relname like 'csv\_%')
            )
            -- Public: the municipalities of the country, their areas and the figures of CBS.
            and klasse.oid not in (
                'dwh.dim_gemeente'::regclass,
                'dwh.dim_gebied'::regclass,
                'dwh.feit_statline'::regclass,
                'beheer.rol_gemeente'::regclass
            )
        order by klasse.oid
    loop
        execute format('alter table %s enable row level security', tabel);
        execute format('alter table %s force row level security', tabel);
        execute format('drop policy if exists sluis_eigenaar on %s', tabel);
        execute format('drop policy if exists sluis_laden on %s', tabel);
        execute format('drop policy if exists sluis_gemeente on %s', tabel);
        execute format(
            'create policy sluis_eigenaar on %s to wh_owner using (%s or %s%s)',
            tabel, alles, eigen, voor_allen
        );
        execute format(
            'create policy sluis_laden on %s to wh_load, wh_ops using (true) with check (true)',
            tabel
        );
        execute format(
            'create policy sluis_gemeente on %s to wh_steward using (%s%s)',
            tabel, eigen, voor_allen
        );
    end loop;
end
$$;
