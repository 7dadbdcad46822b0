-- Remembers the voorzieningen, of whatever source, of a person that changed. Parameter: $1 bron.
insert into csv_geraakt_voorziening (
    bron, gemeentecode, wet, toewijzingnummer, client, aanbieder_agb, productcategorie,
    productcode, ingangsdatum
)
with gewijzigd as materialized (
    select distinct csv.client
    from csv_gewijzigd
    inner join landing.csv_client as csv on csv_gewijzigd.rij_sleutel = csv.rij_sleutel
    where csv_gewijzigd.entiteit = 'client' and csv.bron = $1
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
from gewijzigd
inner join landing.csv_voorziening as voorziening on gewijzigd.client = voorziening.client;
