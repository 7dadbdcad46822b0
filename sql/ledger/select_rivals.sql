-- Files that were refused with TR056 in favour of one of the given files, and are not given
-- themselves.
-- They are read again with it: without it, one of them may be the message that stays. Of an archive
-- every message counts, and a message in an archive brings the archive. Reads only.
-- Parameter: $1 bigint[] of file numbers.
with gegeven as (
    select bestand.bestand_id
    from beheer.bestand
    where bestand.bestand_id = any($1)
    union
    select lid.bestand_id
    from beheer.bestand as lid
    where lid.container_id = any($1)
),

rivaal as (
    select coalesce(verliezer.container_id, verliezer.bestand_id) as bestand_id
    from gegeven
    inner join landing.bericht
        on gegeven.bestand_id = bericht.bestand_id
    inner join landing.conflict as geweigerd
        on bericht.identiteit = geweigerd.identiteit
    inner join beheer.bestand as verliezer
        on geweigerd.bestand_id = verliezer.bestand_id
)

select
    bestand.bestand_id,
    bestand.bron,
    bestand.naam,
    bestand.sha256::text as sha256,
    bestand.grootte,
    bestand.gewijzigd_ns
from beheer.bestand
where
    bestand.bestand_id in (
        select rivaal.bestand_id
        from rivaal
    )
    and bestand.bestand_id <> all($1)
order by bestand.bestand_id;
