-- Counts how allocations come by their beschikking, and whether voorzieningen of the case system
-- find an allocation.
-- Grain: subject (toewijzing or voorziening), law, municipality, way.
create view mart.brug_beschikking as
with persoon as (
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

voorziening as (
    select
        csv.wet,
        csv.gemeentecode,
        case
            when
                csv.toewijzingnummer is not null
                and exists (
                    select 1
                    from dwh.feit_toewijzing as feit
                    where
                        csv.toewijzingnummer = feit.toewijzingnummer
                        and csv.gemeentecode = feit.gemeentecode
                        and csv.wet = feit.wet
                )
                then 'toewijzingnummer'
            when
                csv.toewijzingnummer is null
                and exists (
                    select 1
                    from dwh.feit_toewijzing as feit
                    inner join dwh.dim_client as dim_client
                        on feit.client_sk = dim_client.client_sk
                    inner join dwh.dim_product as dim_product
                        on feit.product_sk = dim_product.product_sk
                    where
                        csv.beschikking_sk = feit.beschikking_sk
                        and feit.beschikking_wijze = 'kenmerken'
                        and csv.gemeentecode = feit.gemeentecode
                        and csv.wet = feit.wet
                        and csv.aanbieder_agb = feit.agb_code
                        and csv.ingangsdatum = feit.ingangsdatum
                        and coalesce(persoon.persoon, csv.client) = dim_client.clientsleutel
                        and coalesce(csv.productcategorie, left(csv.productcode, 2), '')
                        = dim_product.productcategorie
                        and coalesce(csv.productcode, '') = dim_product.productcode
                )
                then 'kenmerken'
            else 'geen'
        end as wijze
    from landing.csv_voorziening as csv
    left join persoon on csv.client = persoon.client and csv.bron = persoon.bron
    where
        not exists (
            select 1
            from landing.csv_voorziening as later
            where
                csv.bron = later.bron
                and csv.rij_sleutel = later.rij_sleutel
                and csv.gezien_van < later.gezien_van
        )
),

geteld as (
    select
        'toewijzing' as onderwerp,
        feit.wet,
        feit.gemeentecode,
        feit.beschikking_wijze as wijze,
        count(*) as aantal
    from dwh.feit_toewijzing as feit
    group by
        feit.wet,
        feit.gemeentecode,
        feit.beschikking_wijze
    union all
    select
        'voorziening' as onderwerp,
        voorziening.wet,
        voorziening.gemeentecode,
        voorziening.wijze,
        count(*) as aantal
    from voorziening
    group by
        voorziening.wet,
        voorziening.gemeentecode,
        voorziening.wijze
)

select
    coalesce(dim_gemeente.gemeente_sk, 0) as gemeente_sk,
    geteld.onderwerp,
    geteld.wet,
    geteld.gemeentecode,
    geteld.wijze,
    geteld.aantal,
    sum(geteld.aantal) over (
        partition by geteld.onderwerp, geteld.wet, geteld.gemeentecode
    )::bigint as totaal,
    round(
        100.0 * geteld.aantal
        / sum(geteld.aantal) over (
            partition by geteld.onderwerp, geteld.wet, geteld.gemeentecode
        ),
        1
    ) as percentage
from geteld
left join dwh.dim_gemeente as dim_gemeente
    on geteld.gemeentecode = dim_gemeente.gemeentecode;

comment on view mart.brug_beschikking is
'Een rij per onderwerp, wet, gemeente en wijze: hoeveel toewijzingen hun beschikking langs die weg '
'hebben, en hoeveel voorzieningen van het zaaksysteem langs die weg een toewijzing vinden.';
comment on column mart.brug_beschikking.gemeente_sk is
'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column mart.brug_beschikking.onderwerp is
'Wat is geteld: toewijzing of voorziening (de laatst bekende stand van elke voorziening).';
comment on column mart.brug_beschikking.wet is
'Wet: wmo, jw of pw.';
comment on column mart.brug_beschikking.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Leeg: niet bekend.';
comment on column mart.brug_beschikking.wijze is
'Toewijzing: toewijzingnummer of kenmerken (uit het zaaksysteem), bericht (301 van release 2.x), '
'verzoek (315), geen, of onbekend (nog niet opnieuw berekend). Voorziening: toewijzingnummer, '
'kenmerken of geen.';
comment on column mart.brug_beschikking.aantal is
'Aantal toewijzingen of voorzieningen.';
comment on column mart.brug_beschikking.totaal is
'Aantal van het onderwerp in deze wet en gemeente, langs alle wegen.';
comment on column mart.brug_beschikking.percentage is
'Aantal per honderd van het totaal.';
