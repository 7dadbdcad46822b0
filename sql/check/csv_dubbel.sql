-- Cases, provisions, teams, employees and postcodes that stand twice under the key that the field
-- knows them by.
-- Grain: doubled key. Returns no rows when all is well.
select
    'feit_zaak' as tabel,
    concat_ws(' ', rij.bron, rij.gemeentecode, rij.zaaknummer) as sleutel,
    count(*) as rijen
from dwh.feit_zaak as rij
group by
    rij.bron,
    rij.gemeentecode,
    rij.zaaknummer
having count(*) > 1
union all
select
    'feit_voorziening' as tabel,
    concat_ws(
        ' ', rij.bron, rij.gemeentecode, rij.wet, rij.beschikkingnummer, rij.volgnummer
    ) as sleutel,
    count(*) as rijen
from dwh.feit_voorziening as rij
group by
    rij.bron,
    rij.gemeentecode,
    rij.wet,
    rij.beschikkingnummer,
    rij.volgnummer
having count(*) > 1
union all
select
    'dim_team' as tabel,
    concat_ws(' ', rij.gemeentecode, rij.team) as sleutel,
    count(*) as rijen
from dwh.dim_team as rij
group by
    rij.gemeentecode,
    rij.team
having count(*) > 1
union all
select
    'dim_medewerker' as tabel,
    rij.gemeentecode as sleutel,
    count(*) as rijen
from dwh.dim_medewerker as rij
group by
    rij.gemeentecode,
    rij.medewerkersleutel
having count(*) > 1
union all
select
    'postcode_gebied' as tabel,
    concat_ws(' ', rij.bron, rij.gemeentecode, rij.postcode) as sleutel,
    count(*) as rijen
from ref.postcode_gebied as rij
group by
    rij.bron,
    rij.gemeentecode,
    rij.postcode
having count(*) > 1;
