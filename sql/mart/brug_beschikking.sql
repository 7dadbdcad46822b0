-- Counts how allocations come by their beschikking, and whether voorzieningen of the case system
-- find an allocation.
-- Grain: subject (toewijzing or voorziening), law, municipality, way.
-- A barrier: tables without row level security are reached by a join, and a condition of the
-- reader must not be tried on rows that the join leaves out.
create view mart.brug_beschikking with (security_barrier) as
with lijst as (
    select distinct on (coalesce(csv_client.gemeentecode, ''), csv_client.client)
        coalesce(csv_client.gemeentecode, '') as gemeentecode,
        csv_client.client,
        csv_client.persoon
    from landing.csv_client as csv_client
    where
        csv_client.persoon is not null
        and not exists (
            select 1
            from landing.csv_client as later
            where
                csv_client.bron = later.bron
                and csv_client.rij_sleutel = later.rij_sleutel
                and csv_client.gezien_van < later.gezien_van
        )
    order by
        coalesce(csv_client.gemeentecode, '') asc,
        csv_client.client asc,
        csv_client.gezien_tot desc nulls first,
        csv_client.gezien_van desc,
        csv_client.bron asc,
        csv_client.rij_sleutel asc
),

overal as (
    select
        lijst.client,
        min(lijst.persoon::text)::uuid as persoon
    from lijst
    group by lijst.client
    having count(distinct lijst.persoon) = 1
),

stand as (
    select
        csv.wet,
        csv.gemeentecode,
        csv.beschikking_sk,
        csv.aanbieder_agb,
        csv.ingangsdatum,
        csv.toewijzingnummer,
        case
            when csv.toewijzingnummer > 0 and csv.toewijzingnummer < 1000000000
                then
                    case csv.wet when 'wmo' then 1 when 'jw' then 2 end * 10000000000000
                    + csv.gemeentecode::bigint * 1000000000
                    + csv.toewijzingnummer
        end as toewijzing_sk,
        coalesce(lijst.persoon, overal.persoon, csv.client) as clientsleutel,
        coalesce(csv.productcategorie, left(csv.productcode, 2), '') as productcategorie,
        coalesce(csv.productcode, '') as productcode
    from landing.csv_voorziening as csv
    left join lijst
        on
            csv.client = lijst.client
            and coalesce(csv.gemeentecode, '') = lijst.gemeentecode
    left join overal on csv.client = overal.client
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

op_kenmerken as (
    select distinct
        feit.beschikking_sk,
        feit.agb_code,
        feit.ingangsdatum,
        dim_client.clientsleutel,
        dim_product.productcategorie,
        dim_product.productcode
    from dwh.feit_toewijzing as feit
    inner join dwh.dim_client as dim_client on feit.client_sk = dim_client.client_sk
    inner join dwh.dim_product as dim_product on feit.product_sk = dim_product.product_sk
    where feit.beschikking_wijze = 'kenmerken'
),

voorziening as (
    select
        stand.wet,
        stand.gemeentecode,
        case
            when genummerd.toewijzing_sk is not null then 'toewijzingnummer'
            when op_kenmerken.beschikking_sk is not null then 'kenmerken'
            else 'geen'
        end as wijze
    from stand
    left join dwh.feit_toewijzing as genummerd
        on stand.toewijzing_sk = genummerd.toewijzing_sk
    left join op_kenmerken
        on
            stand.toewijzingnummer is null
            and stand.beschikking_sk = op_kenmerken.beschikking_sk
            and stand.aanbieder_agb = op_kenmerken.agb_code
            and stand.ingangsdatum = op_kenmerken.ingangsdatum
            and stand.clientsleutel = op_kenmerken.clientsleutel
            and stand.productcategorie = op_kenmerken.productcategorie
            and stand.productcode = op_kenmerken.productcode
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
