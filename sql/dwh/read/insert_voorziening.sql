-- Gathers the voorzieningen of the chains, each as it was told last: by the number of an allocation
-- of the chain; without one by the person, provider, product and first day of a 301 record. A
-- person is whom csv_client of the same source names for it, else itself.
-- A category that is not told is that of the product code.
-- A first load reads `inner join pub_` as `left join pub_`: everything.
with client as materialized (
    select distinct on (csv_client.bron, csv_client.client)
        csv_client.bron,
        csv_client.client,
        csv_client.persoon
    from landing.csv_client as csv_client
    order by
        csv_client.bron asc,
        csv_client.client asc,
        csv_client.gezien_van desc,
        csv_client.rij_sleutel asc
),

voorziening as not materialized (
    select
        stand.wet,
        stand.gemeentecode,
        stand.beschikkingnummer,
        stand.toewijzingnummer,
        stand.aanbieder_agb as agb_code,
        stand.productcode,
        stand.ingangsdatum,
        stand.einddatum,
        coalesce(client.persoon, stand.client) as clientsleutel,
        coalesce(stand.productcategorie, left(stand.productcode, 2)) as productcategorie
    from landing.csv_voorziening as stand
    left join client on stand.client = client.client and stand.bron = client.bron
    where
        not exists (
            select 1
            from landing.csv_voorziening as later
            where
                stand.bron = later.bron
                and stand.rij_sleutel = later.rij_sleutel
                and stand.gezien_van < later.gezien_van
        )
),

toewijzing as materialized (
    select distinct
        record.keten,
        record.wet,
        record.gemeentecode,
        record.toewijzingnummer,
        record.clientsleutel,
        record.agb_code,
        record.productcategorie,
        record.productcode,
        record.ingangsdatum
    from landing.toewijzing as record
    inner join pub_keten on record.keten = pub_keten.keten
)

insert into pub_voorziening (
    keten, wet, gemeentecode, agb_code, clientsleutel, toewijzingnummer, beschikkingnummer,
    productcategorie, productcode, ingangsdatum, einddatum
)
select
    toewijzing.keten,
    toewijzing.wet,
    toewijzing.gemeentecode,
    voorziening.agb_code,
    voorziening.clientsleutel,
    voorziening.toewijzingnummer,
    voorziening.beschikkingnummer,
    voorziening.productcategorie,
    voorziening.productcode,
    voorziening.ingangsdatum,
    voorziening.einddatum
from toewijzing
inner join voorziening
    on
        toewijzing.toewijzingnummer = voorziening.toewijzingnummer
        and toewijzing.gemeentecode = voorziening.gemeentecode
        and toewijzing.wet = voorziening.wet
union
select
    toewijzing.keten,
    toewijzing.wet,
    toewijzing.gemeentecode,
    voorziening.agb_code,
    voorziening.clientsleutel,
    voorziening.toewijzingnummer,
    voorziening.beschikkingnummer,
    voorziening.productcategorie,
    voorziening.productcode,
    voorziening.ingangsdatum,
    voorziening.einddatum
from toewijzing
inner join voorziening
    on
        toewijzing.clientsleutel = voorziening.clientsleutel
        and toewijzing.gemeentecode = voorziening.gemeentecode
        and toewijzing.wet = voorziening.wet
        and toewijzing.agb_code = voorziening.agb_code
        and toewijzing.ingangsdatum = voorziening.ingangsdatum
        and toewijzing.productcategorie is not distinct from voorziening.productcategorie
        and toewijzing.productcode is not distinct from voorziening.productcode
where voorziening.toewijzingnummer is null;
