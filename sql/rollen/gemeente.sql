-- The login of the reports of one municipality, bi_<code>: reads the views of mart, and in them the
-- rows of that municipality.
-- Parameter: the psql variable gemeente, the code of four digits (psql -v gemeente=0363).
-- Idempotent.

select set_config('sluis.gemeente', :'gemeente', false);

do $$
declare
    gemeente constant text := current_setting('sluis.gemeente');
    naam constant text := 'bi_' || gemeente;
begin
    perform pg_advisory_xact_lock(7239005115);
    if gemeente !~ '^[0-9]{4}$' then
        raise exception 'geef een gemeentecode van vier cijfers';
    end if;
    if to_regrole(naam) is null then
        execute format('create role %I login', naam);
    end if;
    execute format('alter role %I login inherit nocreatedb nocreaterole', naam);
    if (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
        execute format('alter role %I nosuperuser noreplication nobypassrls', naam);
    end if;
    if not pg_has_role(naam, 'bi_reader', 'usage') then
        execute format('grant bi_reader to %I', naam);
    end if;
    -- A reader can set these otherwise for himself: they end accidents. Rights are what stops him.
    execute format('alter role %I set default_transaction_read_only = on', naam);
    execute format('alter role %I set statement_timeout = %L', naam, '5min');
    execute format('alter role %I set idle_in_transaction_session_timeout = %L', naam, '5min');
    execute format('alter role %I set idle_session_timeout = %L', naam, '30min');
    execute format('alter role %I set search_path = mart', naam);
    insert into beheer.rol_gemeente (rol, gemeentecode)
    values (naam, gemeente)
    on conflict do nothing;
end
$$;
