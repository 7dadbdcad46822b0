-- Tells whether these deliveries were published; where there never was one there is nothing to
-- publish. One row, one boolean. Reads only.
-- Parameter: $1 fingerprint of the rules and the deliveries.
with levering as (
    select count(*) as aantal
    from beheer.csv_levering
),

publicatie as (
    select
        count(*) as aantal,
        count(*) filter (where csv_publicatie.vingerafdruk = $1) as gelijk
    from beheer.csv_publicatie
)

select
    publicatie.gelijk > 0
    or (publicatie.aantal = 0 and levering.aantal = 0) as is_published
from publicatie
cross join levering;
