-- Brings the providers of pub_csv_aanbieder, their names and groups and the history of those in
-- line with landing. Of several sources the one in which the provider stands wins, then the one
-- that changed last, then the first source. The row that holds has the key that facts point to; an
-- older one has a key of its own.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with rij as (
    select
        csv.aanbieder_agb as agb_code,
        csv.bron,
        csv.rij_sleutel,
        csv.gezien_van,
        csv.gezien_tot,
        csv.gezien_van as vanaf,
        csv.aanbiedernaam,
        csv.aanbiedergroep
    from landing.csv_aanbieder as csv
),

moment as (
    select
        rij.agb_code,
        rij.vanaf
    from rij
    union
    select
        rij.agb_code,
        rij.gezien_tot as vanaf
    from rij
    where rij.gezien_tot >= rij.vanaf
),

geldend as (
    -- Of each row of a source what it said last of the moment.
    select distinct on (
        moment.agb_code, moment.vanaf, rij.bron, rij.rij_sleutel
    )
        moment.agb_code,
        moment.vanaf,
        rij.bron,
        rij.rij_sleutel,
        rij.gezien_van,
        rij.aanbiedernaam,
        rij.aanbiedergroep,
        coalesce(moment.vanaf < rij.gezien_tot, true) as is_staand
    from moment
    inner join rij
        on
            moment.agb_code = rij.agb_code
            and moment.vanaf >= rij.vanaf
    order by
        moment.agb_code asc,
        moment.vanaf asc,
        rij.bron asc,
        rij.rij_sleutel asc,
        rij.gezien_van desc
),

gerangschikt as (
    select
        geldend.agb_code,
        geldend.vanaf,
        geldend.aanbiedernaam,
        geldend.aanbiedergroep,
        row_number() over (
            partition by
                geldend.agb_code,
                geldend.vanaf
            order by
                geldend.is_staand desc,
                geldend.gezien_van desc,
                geldend.bron asc,
                geldend.rij_sleutel asc
        ) as rang
    from geldend
),

inhoud as (
    select
        rij.agb_code,
        rij.vanaf,
        (
            array_agg(rij.aanbiedernaam order by rij.rang)
            filter (where rij.aanbiedernaam is not null)
        )[1] as aanbiedernaam,
        (
            array_agg(rij.aanbiedergroep order by rij.rang)
            filter (where rij.aanbiedergroep is not null)
        )[1] as aanbiedergroep
    from gerangschikt as rij
    group by
        rij.agb_code,
        rij.vanaf
),

gevolgd as (
    select
        inhoud.agb_code,
        inhoud.vanaf,
        inhoud.aanbiedernaam,
        inhoud.aanbiedergroep,
        row_number() over (
            partition by inhoud.agb_code
            order by inhoud.vanaf
        ) as nummer,
        lag(inhoud.aanbiedernaam) over (
            partition by inhoud.agb_code order by inhoud.vanaf
        ) as vorige_aanbiedernaam,
        lag(inhoud.aanbiedergroep) over (
            partition by inhoud.agb_code order by inhoud.vanaf
        ) as vorige_aanbiedergroep
    from inhoud
),

versie as (
    select
        gevolgd.agb_code,
        gevolgd.aanbiedernaam,
        gevolgd.aanbiedergroep,
        case
            when gevolgd.nummer = 1 then '1900-01-01'::date
            else gevolgd.vanaf
        end as geldig_van,
        lead(gevolgd.vanaf) over (
            partition by gevolgd.agb_code
            order by gevolgd.vanaf
        ) as geldig_tot
    from gevolgd
    where
        gevolgd.nummer = 1
        or (
            gevolgd.aanbiedernaam, gevolgd.aanbiedergroep
        ) is distinct from (
            gevolgd.vorige_aanbiedernaam, gevolgd.vorige_aanbiedergroep
        )
),

nieuw as (
    select
        case
            when versie.geldig_tot is null then genoemd.agb_code::bigint
            else dwh.surrogaat(
                concat(
                    'aanbieder|', genoemd.agb_code, '|', to_char(versie.geldig_van, 'YYYYMMDD')
                )
            )
        end as aanbieder_sk,
        genoemd.agb_code,
        coalesce(versie.aanbiedernaam, 'onbekend') as aanbiedernaam,
        coalesce(versie.aanbiedergroep, 'onbekend') as aanbiedergroep,
        versie.geldig_tot is null as is_actueel,
        coalesce(versie.geldig_van, '1900-01-01'::date) as geldig_van,
        versie.geldig_tot,
        coalesce(oud.is_bericht, false) as is_bericht,
        genoemd.is_csv
    from pub_csv_aanbieder as genoemd
    left join versie
        on
            genoemd.agb_code = versie.agb_code
    left join dwh.dim_aanbieder as oud
        on
            genoemd.agb_code = oud.agb_code
            and oud.is_actueel
),

weg as (
    delete from dwh.dim_aanbieder as oud
    using pub_csv_aanbieder as genoemd
    where
        oud.agb_code = genoemd.agb_code
        and not oud.is_actueel
        and not exists (
            select 1
            from nieuw
            where oud.aanbieder_sk = nieuw.aanbieder_sk
        )
    returning 1
),

zet as (
    insert into dwh.dim_aanbieder as oud (
        aanbieder_sk, agb_code, aanbiedernaam, aanbiedergroep, is_actueel, geldig_van,
        geldig_tot, is_bericht, is_csv
    )
    select
        nieuw.aanbieder_sk,
        nieuw.agb_code,
        nieuw.aanbiedernaam,
        nieuw.aanbiedergroep,
        nieuw.is_actueel,
        nieuw.geldig_van,
        nieuw.geldig_tot,
        nieuw.is_bericht,
        nieuw.is_csv
    from nieuw
    on conflict (aanbieder_sk) do update
    set
        aanbiedernaam = excluded.aanbiedernaam,
        aanbiedergroep = excluded.aanbiedergroep,
        geldig_van = excluded.geldig_van,
        geldig_tot = excluded.geldig_tot,
        is_csv = excluded.is_csv
    where
        (
            oud.aanbiedernaam, oud.aanbiedergroep, oud.geldig_van, oud.geldig_tot,
            oud.is_csv
        ) is distinct from (
            excluded.aanbiedernaam, excluded.aanbiedergroep, excluded.geldig_van,
            excluded.geldig_tot, excluded.is_csv
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
