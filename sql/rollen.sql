-- The roles of Sluis and who may enter the database. docs/rollen.md tells what each role is for.
-- Run by an administrator with createrole who owns the database, in that database:
-- `sluis roles apply`, or psql with this file, `sluis migrate`, and sql/rollen/eigendom.sql,
-- rechten.sql and rijen.sql. Roles belong to the whole server; rights to one database.
-- Idempotent. Several statements, no parameters. Passwords are set by the administrator, not here.

do $$
declare
    naam text;
    kan_inloggen text;
begin
    -- Two databases of one server may be dealt with at once; roles are shared.
    perform pg_advisory_xact_lock(7239005115);
    for naam, kan_inloggen in
        values
        ('wh_owner', 'nologin'),
        ('wh_load', 'login'),
        ('wh_ops', 'login'),
        ('wh_steward', 'login'),
        ('wh_audit', 'login'),
        ('wh_key', 'login'),
        ('bi_reader', 'nologin')
    loop
        if to_regrole(naam) is null then
            execute format('create role %I %s', naam, kan_inloggen);
        end if;
        -- Superuser, replication and bypassrls may be named by a superuser only; nobody else can
        -- have given them, and `sluis roles check` tells when somebody did.
        execute format('alter role %I %s inherit nocreatedb nocreaterole', naam, kan_inloggen);
        if (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
            execute format('alter role %I nosuperuser noreplication nobypassrls', naam);
        elsif not pg_has_role(current_user, naam, 'member') and naam = 'wh_owner' then
            execute format('grant %I to current_user', naam);
        end if;
    end loop;
end
$$;

-- Of public everything is taken: by default every login of the server may enter and make tables.
do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant create, temporary on database %I to wh_owner', current_database());
    execute format('grant connect, temporary on database %I to wh_load', current_database());
    execute format(
        'grant connect on database %I to wh_ops, wh_steward, wh_audit, wh_key, bi_reader',
        current_database()
    );
end
$$;

revoke all on schema public from public;
-- The list of migrations lives there.
grant usage, create on schema public to wh_owner;
grant usage on schema public to wh_load, wh_ops, wh_key;

-- Limits of those who only look.
alter role wh_ops set statement_timeout = '1min';
alter role wh_ops set idle_in_transaction_session_timeout = '1min';
alter role wh_steward set statement_timeout = '5min';
alter role wh_steward set idle_in_transaction_session_timeout = '5min';
alter role wh_steward set idle_session_timeout = '30min';
alter role wh_audit set default_transaction_read_only = on;
alter role wh_audit set statement_timeout = '5min';
alter role wh_audit set idle_session_timeout = '30min';
