-- What each role may do with what is in the warehouse. After the migrations, and after
-- sql/rollen.sql and eigendom.sql. What a role had before and is not named here is taken from it.
-- Idempotent. Several statements, no parameters.

-- Begin with nothing, so that a right that is no longer meant goes. What others made in mart is
-- left alone.
do $$
declare
    opdrachten text[];
    opdracht text;
begin
    opdrachten := array(
        with onze as (
            select naamruimte.oid
            from pg_catalog.pg_namespace as naamruimte
            where naamruimte.nspname in ('landing', 'ref', 'dwh', 'mart', 'ggm', 'beheer')
        ),

        ding as (
            select 'schema ' || onze.oid::regnamespace as naam
            from onze
            union all
            select case klasse.relkind when 'S' then 'sequence ' else '' end || klasse.oid::regclass
            from pg_catalog.pg_class as klasse
            inner join onze on klasse.relnamespace = onze.oid
            where
                klasse.relkind in ('r', 'p', 'v', 'm', 'S')
                and klasse.relowner = 'wh_owner'::regrole
            union all
            select 'function ' || functie.oid::regprocedure
            from pg_catalog.pg_proc as functie
            inner join onze on functie.pronamespace = onze.oid
            where functie.proowner = 'wh_owner'::regrole
        )

        select format(
            'revoke all on %s from public, wh_load, wh_ops, wh_steward, wh_audit, wh_key,'
            ' bi_reader',
            ding.naam
        )
        from ding
    );
    foreach opdracht in array opdrachten loop
        execute opdracht;
    end loop;
end
$$;

-- What later migrations make: nothing for public, the loader works with it, the pages show it.
alter default privileges for role wh_owner revoke execute on functions from public;
alter default privileges for role wh_owner in schema landing, ref, dwh, beheer
grant select, insert, update, delete on tables to wh_load;
alter default privileges for role wh_owner in schema landing, ref, dwh, beheer
grant usage on sequences to wh_load;
alter default privileges for role wh_owner in schema landing, ref, dwh, beheer
grant execute on functions to wh_load;
alter default privileges for role wh_owner in schema mart
grant select on tables to wh_load, wh_ops, wh_steward, bi_reader;

-- wh_load: reads and writes every layer, makes nothing. It builds indexes and statistics by
-- functions of the owner (beheer.bouw_indexen_*, beheer.analyseer_*).
grant usage on schema landing, ref, dwh, mart, beheer to wh_load;
grant select, insert, update, delete on all tables in schema landing, ref, dwh, beheer to wh_load;
grant usage on all sequences in schema landing, ref, dwh, beheer to wh_load;
grant execute on all functions in schema landing, ref, dwh, beheer to wh_load;
grant truncate on landing.statline_cel to wh_load;
-- Append only; and who may see what, and which views there are, is for the owner to decide.
revoke update, delete on beheer.audit from wh_load;
revoke insert, update, delete on beheer.rol_gemeente, beheer.weergave from wh_load;

-- wh_ops: the pages. The ledger, no record; an action is a row in beheer.verzoek, or closes a
-- refusal.
grant usage on schema beheer, mart, dwh to wh_ops;
-- Of the facts no more than what the quality pages can be selected by: who sent something to whom.
grant select (gemeentecode, agb_code) on dwh.feit_bericht to wh_ops;
grant select on
beheer.run,
beheer.taak,
beheer.bestand,
beheer.quarantaine,
beheer.slot,
beheer.audit,
beheer.bron,
beheer.publicatie,
beheer.bevinding_besluit,
beheer.csv_levering,
beheer.csv_onbeslist,
beheer.csv_publicatie,
beheer.statline_bron,
beheer.statline_aanvulling,
beheer.statline_pagina,
beheer.verzoek,
beheer.planning,
beheer.leider,
beheer.omgeving,
beheer.signaal,
beheer.melding,
beheer.sleutel
to wh_ops;
-- For /metrics: how many messages wait.
grant select (status) on beheer.bezorging to wh_ops;
grant insert on beheer.verzoek, beheer.audit to wh_ops;
grant update (status, afgehandeld_op) on beheer.quarantaine to wh_ops;
-- Signing in: who may, which sessions there are, how often somebody tried. Only the command line
-- sets passwords and roles.
grant select, update (aangemeld_op) on beheer.gebruiker to wh_ops;
grant select, insert, update, delete on
beheer.sessie,
beheer.aanmeldverzoek,
beheer.aanmeldpoging
to wh_ops;
grant select on public._sqlx_migrations to wh_load, wh_ops, wh_key;

-- wh_steward: what was refused, and the facts of the municipalities given in beheer.rol_gemeente.
grant usage on schema beheer, dwh, ref, mart to wh_steward;
grant select on
beheer.run,
beheer.taak,
beheer.bestand,
beheer.quarantaine,
beheer.bron,
beheer.bevinding_besluit,
beheer.verzoek,
beheer.rol_gemeente
to wh_steward;
grant update (status, afgehandeld_op) on beheer.quarantaine to wh_steward;
grant insert on beheer.verzoek, beheer.bevinding_besluit, beheer.audit to wh_steward;
-- Persons (dim_client) and what hangs on a case without a municipality (zaak_leefgebied) are left
-- out: they have no municipality to choose by.
grant select on all tables in schema dwh, ref to wh_steward;
revoke select on dwh.dim_client, dwh.zaak_leefgebied from wh_steward;

-- wh_audit: who did what; changes nothing.
grant usage on schema beheer to wh_audit;
grant select on
beheer.audit,
beheer.run,
beheer.taak,
beheer.quarantaine,
beheer.verzoek,
beheer.rol_gemeente
to wh_audit;

-- wh_key: `sluis pseudoniem`. There is no way back from a client key to a BSN in the database.
grant usage on schema beheer to wh_key;
grant select on beheer.sleutel to wh_key;
grant insert on beheer.audit to wh_key;

-- bi_reader: the views of mart that Sluis made. A view of others may show more than its reader may
-- see; who made it decides about it.
grant usage on schema mart to bi_reader, wh_steward;
do $$
declare
    naam text;
begin
    for naam in
        select weergave.naam
        from beheer.weergave as weergave
    loop
        execute format(
            'grant select on mart.%I to wh_load, wh_ops, wh_steward, bi_reader', naam
        );
    end loop;
end
$$;
