-- Remembers the voorzieningen, of whatever source, that name a beschikking that changed.
-- Remembers them once more for everyone whom a client list means by their person.
-- Parameter: $1 bron.
insert into csv_geraakt_voorziening (
    bron, gemeentecode, wet, toewijzingnummer, client, aanbieder_agb, productcategorie,
    productcode, ingangsdatum
)
with gewijzigd as materialized (
    select distinct csv.beschikking_sk
    from csv_gewijzigd
    inner join landing.csv_beschikking as csv on csv_gewijzigd.rij_sleutel = csv.rij_sleutel
    where csv_gewijzigd.entiteit = 'beschikking' and csv.bron = $1
),

voorziening as materialized (
    select distinct
        csv.bron,
        csv.gemeentecode,
        csv.wet,
        csv.toewijzingnummer,
        csv.client,
        csv.aanbieder_agb,
        csv.productcategorie,
        csv.productcode,
        csv.ingangsdatum
    from gewijzigd
    inner join landing.csv_voorziening as csv on gewijzigd.beschikking_sk = csv.beschikking_sk
)

select
    voorziening.bron,
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
    voorziening.bron,
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
