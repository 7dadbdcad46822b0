-- Brings the products of pub_csv_product, what the product lists tell of them and the history of
-- that in line with landing. A content begins on the first day that the list gives it, else when
-- it was first delivered. Of several sources the one in which the product stands wins, then the
-- one that changed last, then the first source. The row that holds has the key that facts point
-- to; an older one has a key of its own.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with rij as (
    select
        csv.wet,
        csv.productcategorie,
        coalesce(csv.productcode, '') as productcode,
        csv.bron,
        csv.rij_sleutel,
        csv.gezien_van,
        csv.gezien_tot,
        coalesce(csv.geldig_van, csv.gezien_van) as vanaf,
        csv.product_omschrijving,
        csv.segment,
        csv.opvolger_productcategorie,
        csv.opvolger_productcode,
        csv.geldig_van as eigen_van,
        csv.geldig_tot + 1 as einde
    from landing.csv_product as csv
),

moment as (
    select
        rij.wet,
        rij.productcategorie,
        rij.productcode,
        rij.vanaf
    from rij
    union
    select
        rij.wet,
        rij.productcategorie,
        rij.productcode,
        rij.gezien_tot as vanaf
    from rij
    where rij.gezien_tot >= rij.vanaf
),

geldend as (
    -- Of each row of a source what it said last of the moment.
    select distinct on (
        moment.wet, moment.productcategorie, moment.productcode, moment.vanaf, rij.bron,
        rij.rij_sleutel
    )
        moment.wet,
        moment.productcategorie,
        moment.productcode,
        moment.vanaf,
        rij.bron,
        rij.rij_sleutel,
        rij.gezien_van,
        rij.product_omschrijving,
        rij.segment,
        rij.opvolger_productcategorie,
        rij.opvolger_productcode,
        rij.eigen_van,
        rij.einde,
        coalesce(moment.vanaf < rij.gezien_tot, true) as is_staand
    from moment
    inner join rij
        on
            moment.wet = rij.wet
            and moment.productcategorie = rij.productcategorie
            and moment.productcode = rij.productcode
            and moment.vanaf >= rij.vanaf
    order by
        moment.wet asc,
        moment.productcategorie asc,
        moment.productcode asc,
        moment.vanaf asc,
        rij.bron asc,
        rij.rij_sleutel asc,
        rij.gezien_van desc
),

gerangschikt as (
    select
        geldend.wet,
        geldend.productcategorie,
        geldend.productcode,
        geldend.vanaf,
        geldend.product_omschrijving,
        geldend.segment,
        geldend.opvolger_productcategorie,
        geldend.opvolger_productcode,
        geldend.eigen_van,
        geldend.einde,
        row_number() over (
            partition by
                geldend.wet,
                geldend.productcategorie,
                geldend.productcode,
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
        rij.wet,
        rij.productcategorie,
        rij.productcode,
        rij.vanaf,
        (
            array_agg(rij.product_omschrijving order by rij.rang)
            filter (where rij.product_omschrijving is not null)
        )[1] as product_omschrijving,
        (
            array_agg(rij.segment order by rij.rang)
            filter (where rij.segment is not null)
        )[1] as segment,
        (
            array_agg(rij.opvolger_productcategorie order by rij.rang)
            filter (where rij.opvolger_productcategorie is not null)
        )[1] as opvolger_productcategorie,
        (
            array_agg(rij.opvolger_productcode order by rij.rang)
            filter (where rij.opvolger_productcode is not null)
        )[1] as opvolger_productcode,
        (array_agg(rij.eigen_van order by rij.rang))[1] as eigen_van,
        (array_agg(rij.einde order by rij.rang))[1] as einde
    from gerangschikt as rij
    group by
        rij.wet,
        rij.productcategorie,
        rij.productcode,
        rij.vanaf
),

gevolgd as (
    select
        inhoud.wet,
        inhoud.productcategorie,
        inhoud.productcode,
        inhoud.vanaf,
        inhoud.product_omschrijving,
        inhoud.segment,
        inhoud.opvolger_productcategorie,
        inhoud.opvolger_productcode,
        inhoud.eigen_van,
        inhoud.einde,
        row_number() over (
            partition by inhoud.wet, inhoud.productcategorie, inhoud.productcode
            order by inhoud.vanaf
        ) as nummer,
        lag(inhoud.product_omschrijving) over (
            partition by inhoud.wet, inhoud.productcategorie, inhoud.productcode
            order by inhoud.vanaf
        ) as vorige_product_omschrijving,
        lag(inhoud.segment) over (
            partition by inhoud.wet, inhoud.productcategorie, inhoud.productcode
            order by inhoud.vanaf
        ) as vorige_segment,
        lag(inhoud.opvolger_productcategorie) over (
            partition by inhoud.wet, inhoud.productcategorie, inhoud.productcode
            order by inhoud.vanaf
        ) as vorige_opvolger_productcategorie,
        lag(inhoud.opvolger_productcode) over (
            partition by inhoud.wet, inhoud.productcategorie, inhoud.productcode
            order by inhoud.vanaf
        ) as vorige_opvolger_productcode,
        lag(inhoud.einde) over (
            partition by inhoud.wet, inhoud.productcategorie, inhoud.productcode
            order by inhoud.vanaf
        ) as vorige_einde
    from inhoud
),

versie as (
    select
        gevolgd.wet,
        gevolgd.productcategorie,
        gevolgd.productcode,
        gevolgd.product_omschrijving,
        gevolgd.segment,
        gevolgd.opvolger_productcategorie,
        gevolgd.opvolger_productcode,
        gevolgd.einde,
        case
            when gevolgd.nummer = 1 then coalesce(gevolgd.eigen_van, '1900-01-01'::date)
            else gevolgd.vanaf
        end as geldig_van,
        lead(gevolgd.vanaf) over (
            partition by gevolgd.wet, gevolgd.productcategorie, gevolgd.productcode
            order by gevolgd.vanaf
        ) as geldig_tot
    from gevolgd
    where
        gevolgd.nummer = 1
        or (
            gevolgd.product_omschrijving, gevolgd.segment,
            gevolgd.opvolger_productcategorie, gevolgd.opvolger_productcode, gevolgd.einde
        ) is distinct from (
            gevolgd.vorige_product_omschrijving, gevolgd.vorige_segment,
            gevolgd.vorige_opvolger_productcategorie, gevolgd.vorige_opvolger_productcode,
            gevolgd.vorige_einde
        )
),

nieuw as (
    select
        case
            when versie.geldig_tot is null then dwh.surrogaat(
                concat(
                    'product|', genoemd.wet, '|', genoemd.productcategorie, '|',
                    genoemd.productcode
                )
            )
            else dwh.surrogaat(
                concat(
                    'product|', genoemd.wet, '|', genoemd.productcategorie, '|',
                    genoemd.productcode, '|', to_char(versie.geldig_van, 'YYYYMMDD')
                )
            )
        end as product_sk,
        genoemd.wet,
        genoemd.productcategorie,
        genoemd.productcode,
        coalesce(lijst.omschrijving, 'onbekend') as categorie_omschrijving,
        case
            when genoemd.productcategorie = '' then 'onbekend'
            when genoemd.productcode = '' then 'aspecifiek'
            else 'specifiek'
        end as toewijzingsvorm,
        coalesce(versie.product_omschrijving, 'onbekend') as product_omschrijving,
        coalesce(versie.segment, 'onbekend') as segment,
        versie.opvolger_productcategorie,
        versie.opvolger_productcode,
        versie.geldig_tot is null as is_actueel,
        coalesce(versie.geldig_van, '1900-01-01'::date) as geldig_van,
        case
            when versie.geldig_tot is not null then versie.geldig_tot
            when versie.einde > versie.geldig_van then versie.einde
        end as geldig_tot,
        coalesce(oud.is_bericht, false) as is_bericht,
        genoemd.is_csv
    from pub_csv_product as genoemd
    left join versie
        on
            genoemd.wet = versie.wet
            and genoemd.productcategorie = versie.productcategorie
            and genoemd.productcode = versie.productcode
    left join dwh.dim_product as oud
        on
            genoemd.wet = oud.wet
            and genoemd.productcategorie = oud.productcategorie
            and genoemd.productcode = oud.productcode
            and oud.is_actueel
    left join ref.productcategorie as lijst
        on
            genoemd.wet = lijst.wet
            and genoemd.productcategorie = lijst.productcategorie
),

weg as (
    delete from dwh.dim_product as oud
    using pub_csv_product as genoemd
    where
        oud.wet = genoemd.wet
        and oud.productcategorie = genoemd.productcategorie
        and oud.productcode = genoemd.productcode
        and not oud.is_actueel
        and not exists (
            select 1
            from nieuw
            where oud.product_sk = nieuw.product_sk
        )
    returning 1
),

zet as (
    insert into dwh.dim_product as oud (
        product_sk, wet, productcategorie, productcode, categorie_omschrijving,
        toewijzingsvorm, product_omschrijving, segment, opvolger_productcategorie,
        opvolger_productcode, is_actueel, geldig_van, geldig_tot, is_bericht, is_csv
    )
    select
        nieuw.product_sk,
        nieuw.wet,
        nieuw.productcategorie,
        nieuw.productcode,
        nieuw.categorie_omschrijving,
        nieuw.toewijzingsvorm,
        nieuw.product_omschrijving,
        nieuw.segment,
        nieuw.opvolger_productcategorie,
        nieuw.opvolger_productcode,
        nieuw.is_actueel,
        nieuw.geldig_van,
        nieuw.geldig_tot,
        nieuw.is_bericht,
        nieuw.is_csv
    from nieuw
    on conflict (product_sk) do update
    set
        product_omschrijving = excluded.product_omschrijving,
        segment = excluded.segment,
        opvolger_productcategorie = excluded.opvolger_productcategorie,
        opvolger_productcode = excluded.opvolger_productcode,
        geldig_van = excluded.geldig_van,
        geldig_tot = excluded.geldig_tot,
        is_csv = excluded.is_csv
    where
        (
            oud.product_omschrijving, oud.segment, oud.opvolger_productcategorie,
            oud.opvolger_productcode, oud.geldig_van, oud.geldig_tot, oud.is_csv
        ) is distinct from (
            excluded.product_omschrijving, excluded.segment,
            excluded.opvolger_productcategorie, excluded.opvolger_productcode,
            excluded.geldig_van, excluded.geldig_tot, excluded.is_csv
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
