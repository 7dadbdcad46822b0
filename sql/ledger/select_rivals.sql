-- Files that were refused with TR056 in favour of one of the given files, and are not given
-- themselves.
-- They are read again with it: without it, one of them may be the message that stays. Reads only.
-- Parameter: $1 bigint[] of file numbers.
select
    bestand.bestand_id,
    bestand.bron,
    bestand.naam,
    bestand.sha256::text as sha256,
    bestand.grootte
from beheer.bestand
inner join landing.conflict as geweigerd
    on bestand.bestand_id = geweigerd.bestand_id
inner join landing.bericht
    on geweigerd.identiteit = bericht.identiteit
where
    bericht.bestand_id = any($1)
    and bestand.bestand_id <> all($1)
order by bestand.bestand_id;
