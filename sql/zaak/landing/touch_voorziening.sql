-- Remembers the content of the voorzieningen that a statement before or after this one changes.
-- Parameter: $1 bron.
insert into csv_geraakt_voorziening (
    bron, gemeentecode, wet, toewijzingnummer, client, aanbieder_agb, productcategorie,
    productcode, ingangsdatum
)
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
from csv_gewijzigd
inner join landing.csv_voorziening as csv on csv_gewijzigd.rij_sleutel = csv.rij_sleutel
where csv_gewijzigd.entiteit = 'voorziening' and csv.bron = $1;
