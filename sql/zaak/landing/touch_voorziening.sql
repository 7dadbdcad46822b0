-- Remembers the voorzieningen that may give a chain something else, as they are before or after the
-- change: those of the source that change; of whatever source those that name a beschikking that
-- changes; and those without a number of a person that changes: with a number it does not matter
-- whose they are. Remembers those without a number once more for everyone whom a client list means
-- by their person.
-- Parameter: $1 bron. Reads csv_gewijzigd.
insert into csv_geraakt_voorziening (
    gemeentecode, wet, toewijzingnummer, client, aanbieder_agb, productcategorie, productcode,
    ingangsdatum
)
with beschikking as materialized (
    select distinct csv.beschikking_sk
    from csv_gewijzigd
    inner join landing.csv_beschikking as csv on csv_gewijzigd.rij_sleutel = csv.rij_sleutel
    where csv_gewijzigd.entiteit = 'beschikking' and csv.bron = $1
),

client as materialized (
    select distinct csv.client
    from csv_gewijzigd
    inner join landing.csv_client as csv on csv_gewijzigd.rij_sleutel = csv.rij_sleutel
    where csv_gewijzigd.entiteit = 'client' and csv.bron = $1
),

voorziening as materialized (
    select
        csv.gemeentecode,
        csv.wet,
        csv.toewijzingnummer,
        csv.client,
        csv.aanbieder_agb,
        csv.productcategorie,
        csv.productcode,
        csv.ingangsdatum
    from csv_gewijzigd
    inner join landing.csv_voorziening as csv on csv_gewijzigd.rij_sleutel = csv.rij_sleutel
    where csv_gewijzigd.entiteit = 'voorziening' and csv.bron = $1
    union
    select
        csv.gemeentecode,
        csv.wet,
        csv.toewijzingnummer,
        csv.client,
        csv.aanbieder_agb,
        csv.productcategorie,
        csv.productcode,
        csv.ingangsdatum
    from beschikking
    inner join landing.csv_voorziening as csv on beschikking.beschikking_sk = csv.beschikking_sk
    union
    select
        csv.gemeentecode,
        csv.wet,
        csv.toewijzingnummer,
        csv.client,
        csv.aanbieder_agb,
        csv.productcategorie,
        csv.productcode,
        csv.ingangsdatum
    from client
    inner join landing.csv_voorziening as csv on client.client = csv.client
    where csv.toewijzingnummer is null
)

select
    voorziening.gemeentecode,
    voorziening.wet,
    voorziening.toewijzingnummer,
    voorziening.client,
    voorziening.aanbieder_agb,
    voorziening.productcategorie,
    voorziening.productcode,
    voorziening.ingangsdatum
from voorziening
union
select
    voorziening.gemeentecode,
    voorziening.wet,
    voorziening.toewijzingnummer,
    csv_client.persoon as client,
    voorziening.aanbieder_agb,
    voorziening.productcategorie,
    voorziening.productcode,
    voorziening.ingangsdatum
from voorziening
inner join landing.csv_client as csv_client on voorziening.client = csv_client.client
where
    voorziening.toewijzingnummer is null
    and csv_client.persoon is not null;
