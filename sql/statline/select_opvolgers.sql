-- Tables of the same family of titles with a higher number: later editions, oldest first. A table
-- that several catalogues hold counts once.
-- Parameter: $1 tabel_id.
with familie as (
    select distinct statline_catalogus.titelfamilie
    from ref.statline_catalogus as statline_catalogus
    where statline_catalogus.tabel_id = $1 and statline_catalogus.titelfamilie != ''
)

select distinct on (substring(opvolger.tabel_id from '^[0-9]+')::numeric, opvolger.tabel_id)
    opvolger.catalogus,
    opvolger.tabel_id,
    opvolger.titel,
    opvolger.omschrijving,
    opvolger.status,
    opvolger.taal,
    opvolger.periode,
    opvolger.versie,
    opvolger.aantal
from ref.statline_catalogus as opvolger
inner join familie on opvolger.titelfamilie = familie.titelfamilie
where
    opvolger.status != 'verdwenen'
    and substring(opvolger.tabel_id from '^[0-9]+')::numeric
    > substring($1::text from '^[0-9]+')::numeric
order by
    substring(opvolger.tabel_id from '^[0-9]+')::numeric,
    opvolger.tabel_id,
    opvolger.catalogus;
