-- Tells whether there are facts that were computed with other rules. One row, one boolean.
-- Parameter: $1 fingerprint of the rules of this program. Reads only.
select
    exists (select 1 from dwh.feit_bericht)
    and not exists (
        select 1
        from beheer.publicatie as publicatie
        where publicatie.vingerafdruk = $1
    ) as is_outdated
