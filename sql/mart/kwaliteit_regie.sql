-- Counts allocations whose start or stop is missing, and stops before their start.
-- Grain: law, municipality, provider, product, month in which the allocation begins.
create view mart.kwaliteit_regie as
with begonnen as (
    -- Allocations with a delivery that names them: a delivery of a taakgericht allocation ends
    -- without a stop.
    select distinct
        levering.toewijzing_sk,
        levering.gemeentecode
    from dwh.feit_levering as levering
    inner join dwh.feit_koppeling as koppeling
        on
            levering.keten_sk = koppeling.keten_sk
            and levering.bericht_identificatie = koppeling.bericht_identificatie
            and levering.regelnummer = koppeling.regelnummer
            and levering.gemeentecode = koppeling.gemeentecode
            and levering.agb_code = koppeling.agb_code
            and koppeling.berichtsoort = '305'
    where levering.telt_mee and koppeling.koppelwijze <> 'kenmerken'
),

-- The ends for which a stop is due at the reference date (OP288 judges those since 1 April 2019).
verstreken as (
    select
        einde.datum,
        vandaag.volgnummer - einde.volgnummer
        + case when vandaag.is_werkdag then 0 else 1 end > 5 as is_verstreken
    from mart.peildatum as peildatum
    inner join mart.werkdag as vandaag on peildatum.peildatum = vandaag.datum
    inner join mart.werkdag as einde on peildatum.peildatum > einde.datum
    where einde.datum >= '2019-04-01'
),

toewijzing as (
    select
        stand.gemeente_sk,
        stand.aanbieder_sk,
        stand.product_sk,
        stand.keten_sk,
        stand.wet,
        stand.gemeentecode,
        stand.agb_code,
        stand.is_verwijderd,
        stand.retour_status,
        coalesce(verstreken.is_verstreken, false)
        and begonnen.toewijzing_sk is not null as moet_gestopt,
        -- Findings know the chain; without a number a chain has several allocations, of which the
        -- oldest of the product gives the month of all.
        min(stand.ingangsdatum) over (
            partition by stand.keten_sk, stand.gemeentecode, stand.product_sk
        ) as ingangsdatum
    from dwh.feit_toewijzing as stand
    left join verstreken on stand.einddatum = verstreken.datum
    left join begonnen
        on
            stand.toewijzing_sk = begonnen.toewijzing_sk
            and stand.gemeentecode = begonnen.gemeentecode
),

eerste_in_keten as (
    select distinct
        toewijzing.keten_sk,
        toewijzing.gemeentecode,
        toewijzing.product_sk,
        toewijzing.ingangsdatum
    from toewijzing
),

geteld as (
    select
        toewijzing.gemeente_sk,
        toewijzing.aanbieder_sk,
        toewijzing.product_sk,
        toewijzing.wet,
        toewijzing.gemeentecode,
        toewijzing.agb_code,
        toewijzing.ingangsdatum as datum,
        1 as toewijzingen,
        case when toewijzing.moet_gestopt then 1 else 0 end as geeindigd,
        0 as zonder_start,
        0 as zonder_stop,
        0 as stop_voor_start
    from toewijzing
    where not toewijzing.is_verwijderd and toewijzing.retour_status <> 'afgewezen'
    union all
    select
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.product_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        coalesce(
            eerste.ingangsdatum, (bevinding.eerst_gezien_op at time zone 'UTC')::date
        ) as datum,
        0 as toewijzingen,
        0 as geeindigd,
        case bevinding.regelcode when 'OP295' then 1 else 0 end as zonder_start,
        case bevinding.regelcode when 'OP288' then 1 else 0 end as zonder_stop,
        case bevinding.regelcode when 'TR018' then 1 else 0 end as stop_voor_start
    from dwh.feit_bevinding as bevinding
    left join eerste_in_keten as eerste
        on
            bevinding.keten_sk = eerste.keten_sk
            and bevinding.gemeentecode = eerste.gemeentecode
            and bevinding.product_sk = eerste.product_sk
    where
        bevinding.regelcode in ('OP295', 'OP288', 'TR018')
        and bevinding.status <> 'opgelost'
),

per_maand as (
    select
        geteld.gemeente_sk,
        geteld.aanbieder_sk,
        geteld.product_sk,
        geteld.wet,
        geteld.gemeentecode,
        geteld.agb_code,
        date_trunc('month', geteld.datum::timestamp)::date as maand,
        sum(geteld.toewijzingen) as toewijzingen,
        sum(geteld.geeindigd) as geeindigd,
        sum(geteld.zonder_start) as zonder_start,
        sum(geteld.zonder_stop) as zonder_stop,
        sum(geteld.stop_voor_start) as stop_voor_start
    from geteld
    group by
        geteld.gemeente_sk,
        geteld.aanbieder_sk,
        geteld.product_sk,
        geteld.wet,
        geteld.gemeentecode,
        geteld.agb_code,
        date_trunc('month', geteld.datum::timestamp)::date
)

select
    per_maand.gemeente_sk,
    per_maand.aanbieder_sk,
    per_maand.product_sk,
    to_char(per_maand.maand, 'YYYYMMDD')::integer as maand_sk,
    per_maand.wet,
    per_maand.gemeentecode,
    per_maand.agb_code,
    product.productcategorie,
    product.productcode,
    per_maand.toewijzingen as aantal_toewijzingen,
    per_maand.geeindigd as aantal_geeindigd,
    per_maand.zonder_start as aantal_zonder_start,
    per_maand.zonder_stop as aantal_zonder_stop,
    per_maand.stop_voor_start as aantal_stop_voor_start,
    round(100.0 * per_maand.zonder_start / nullif(per_maand.toewijzingen, 0), 1)
        as percentage_zonder_start,
    round(100.0 * per_maand.zonder_stop / nullif(per_maand.geeindigd, 0), 1)
        as percentage_zonder_stop,
    per_maand.maand
from per_maand
inner join dwh.dim_product as product on per_maand.product_sk = product.product_sk;

comment on view mart.kwaliteit_regie is
'Een rij per product, aanbieder, gemeente en maand van ingang: toewijzingen waarvan de 305 of '
'307 uitblijft. Norm: een start binnen vijf werkdagen na ingang (OP295) en een stop binnen vijf '
'werkdagen na het einde (OP288). Let op: een toewijzing zonder nummer telt in de maand van de '
'oudste van haar keten.';
comment on column mart.kwaliteit_regie.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_regie.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_regie.product_sk is
'Product van de toewijzing of, bij TR018, van de stop: dim_product.';
comment on column mart.kwaliteit_regie.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_regie.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_regie.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_regie.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_regie.productcategorie is
'Productcategorie, 2 cijfers. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_regie.productcode is
'Productcode binnen de categorie. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_regie.aantal_toewijzingen is
'Noemer: toewijzingen die niet zijn verwijderd of afgewezen. Bron: feit_toewijzing.';
comment on column mart.kwaliteit_regie.aantal_geeindigd is
'Noemer van de stops: toewijzingen die zijn gestart en waarvan de Einddatum (vanaf 1 april 2019) '
'meer dan vijf werkdagen voor de peildatum ligt. Taakgerichte zonder ToewijzingNummer in de start '
'tellen niet mee: zij eindigen zonder stop.';
comment on column mart.kwaliteit_regie.aantal_zonder_start is
'Toewijzingen zonder 305 na de termijn. Bron: bevinding OP295 die niet is opgelost.';
comment on column mart.kwaliteit_regie.aantal_zonder_stop is
'Toewijzingen die zijn geeindigd zonder 307. Bron: bevinding OP288 die niet is opgelost.';
comment on column mart.kwaliteit_regie.aantal_stop_voor_start is
'Stops waarvan de Einddatum voor de Begindatum ligt. Bron: bevinding TR018 die niet is '
'opgelost.';
comment on column mart.kwaliteit_regie.percentage_zonder_start is
'Zonder start per honderd toewijzingen. Leeg: geen toewijzing in de maand.';
comment on column mart.kwaliteit_regie.percentage_zonder_stop is
'Zonder stop per honderd geeindigde toewijzingen. Leeg: geen geeindigde in de maand.';
comment on column mart.kwaliteit_regie.maand is
'Eerste dag van de maand van de Ingangsdatum van de toewijzing; is die niet te vinden, van de '
'dag waarop de bevinding het eerst is gezien.';
