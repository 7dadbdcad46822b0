-- Adds the persons of pub_persoon, and brings what is known of them up to date, with its history.
-- Sex and year of birth: as the newest message that says anything about a person (of one day: the
-- 301, then 305 and up, then the largest identity); what that one does not know, and the area, as
-- the client lists of the case systems say. Of several lists the one in which the person stands
-- wins, then the one that changed last, then the first source.
-- The row that holds has the key that facts point to; an older one has a key of its own.
-- Idempotent: writes only what differs.
with bekend as (
    select distinct on (pub_persoon.clientsleutel)
        pub_persoon.clientsleutel,
        pub_persoon.is_bericht,
        pub_persoon.is_csv,
        client.geslacht,
        client.geboortejaar,
        greatest(
            concat('x', left(replace(pub_persoon.clientsleutel::text, '-', ''), 16))
            ::bit(64)::bigint & 9223372036854775807,
            1
        ) as client_sk
    from pub_persoon
    left join landing.client as client on pub_persoon.clientsleutel = client.clientsleutel
    left join landing.bericht as bericht on client.bestand_id = bericht.bestand_id
    order by
        pub_persoon.clientsleutel asc,
        bericht.dagtekening desc nulls last,
        bericht.berichtsoort asc,
        bericht.identiteit desc
),

rij as (
    select
        pub_persoon.clientsleutel,
        csv.bron,
        csv.rij_sleutel,
        csv.gezien_van,
        csv.gezien_tot,
        nullif(csv.geslacht, '0') as geslacht,
        case
            when csv.geboortejaar between 1850 and 2150 then csv.geboortejaar::smallint
        end as geboortejaar,
        coalesce(csv.gebiedscode, plek.gebiedscode) as gebiedscode
    from pub_persoon
    inner join landing.csv_client as csv
        on pub_persoon.clientsleutel = coalesce(csv.persoon, csv.client)
    left join lateral (
        select postcode.gebiedscode
        from ref.postcode_gebied as postcode
        where csv.postcode = postcode.postcode
        order by
            postcode.vervallen_op desc nulls first,
            postcode.gezien_op desc,
            postcode.bron asc,
            postcode.gemeentecode asc
        limit 1
    ) as plek on true
),

moment as (
    select
        rij.clientsleutel,
        rij.gezien_van as vanaf
    from rij
    union
    select
        rij.clientsleutel,
        rij.gezien_tot as vanaf
    from rij
    where rij.gezien_tot is not null
),

geldend as (
    -- Of each row of a source what it said last at the moment.
    select distinct on (moment.clientsleutel, moment.vanaf, rij.bron, rij.rij_sleutel)
        moment.clientsleutel,
        moment.vanaf,
        rij.bron,
        rij.rij_sleutel,
        rij.gezien_van,
        rij.geslacht,
        rij.geboortejaar,
        rij.gebiedscode,
        coalesce(moment.vanaf < rij.gezien_tot, true) as is_staand
    from moment
    inner join rij on moment.clientsleutel = rij.clientsleutel and moment.vanaf >= rij.gezien_van
    order by
        moment.clientsleutel asc,
        moment.vanaf asc,
        rij.bron asc,
        rij.rij_sleutel asc,
        rij.gezien_van desc
),

gerangschikt as (
    select
        geldend.clientsleutel,
        geldend.vanaf,
        geldend.geslacht,
        geldend.geboortejaar,
        geldend.gebiedscode,
        row_number() over (
            partition by geldend.clientsleutel, geldend.vanaf
            order by
                geldend.is_staand desc,
                geldend.gezien_van desc,
                geldend.bron asc,
                geldend.rij_sleutel asc
        ) as rang
    from geldend
),

stand as (
    select
        rij.clientsleutel,
        rij.vanaf,
        (
            array_agg(rij.geslacht order by rij.rang)
            filter (where rij.geslacht is not null)
        )[1] as geslacht,
        (
            array_agg(rij.geboortejaar order by rij.rang)
            filter (where rij.geboortejaar is not null)
        )[1] as geboortejaar,
        (
            array_agg(rij.gebiedscode order by rij.rang)
            filter (where rij.gebiedscode is not null)
        )[1] as gebiedscode
    from gerangschikt as rij
    group by
        rij.clientsleutel,
        rij.vanaf
),

inhoud as (
    select
        stand.clientsleutel,
        stand.vanaf,
        coalesce(nullif(bekend.geslacht, '0'), stand.geslacht, '0') as geslacht,
        coalesce(bekend.geboortejaar, stand.geboortejaar) as geboortejaar,
        stand.gebiedscode
    from stand
    inner join bekend on stand.clientsleutel = bekend.clientsleutel
),

gevolgd as (
    select
        inhoud.clientsleutel,
        inhoud.vanaf,
        inhoud.geslacht,
        inhoud.geboortejaar,
        inhoud.gebiedscode,
        row_number() over (
            partition by inhoud.clientsleutel order by inhoud.vanaf
        ) as nummer,
        lag(inhoud.geslacht) over (
            partition by inhoud.clientsleutel order by inhoud.vanaf
        ) as vorige_geslacht,
        lag(inhoud.geboortejaar) over (
            partition by inhoud.clientsleutel order by inhoud.vanaf
        ) as vorige_geboortejaar,
        lag(inhoud.gebiedscode) over (
            partition by inhoud.clientsleutel order by inhoud.vanaf
        ) as vorige_gebiedscode
    from inhoud
),

versie as (
    select
        gevolgd.clientsleutel,
        gevolgd.geslacht,
        gevolgd.geboortejaar,
        gevolgd.gebiedscode,
        case when gevolgd.nummer = 1 then '1900-01-01'::date else gevolgd.vanaf end as geldig_van,
        lead(gevolgd.vanaf) over (
            partition by gevolgd.clientsleutel order by gevolgd.vanaf
        ) as geldig_tot
    from gevolgd
    where
        gevolgd.nummer = 1
        or (
            gevolgd.geslacht, gevolgd.geboortejaar, gevolgd.gebiedscode
        ) is distinct from (
            gevolgd.vorige_geslacht, gevolgd.vorige_geboortejaar,
            gevolgd.vorige_gebiedscode
        )
),

nieuw as (
    select
        case
            when versie.geldig_tot is null then bekend.client_sk
            else
                dwh.surrogaat(
                    concat(
                        'client|', bekend.clientsleutel, '|',
                        to_char(versie.geldig_van, 'YYYYMMDD')
                    )
                )
        end as client_sk,
        bekend.clientsleutel,
        versie.gebiedscode,
        coalesce(versie.geslacht, bekend.geslacht, '0') as geslacht,
        coalesce(versie.geboortejaar, bekend.geboortejaar) as geboortejaar,
        versie.geldig_tot is null as is_actueel,
        coalesce(versie.geldig_van, '1900-01-01'::date) as geldig_van,
        versie.geldig_tot,
        bekend.is_bericht or coalesce(oud.is_bericht, false) as is_bericht,
        coalesce(bekend.is_csv, oud.is_csv, false) as is_csv
    from bekend
    left join versie on bekend.clientsleutel = versie.clientsleutel
    left join dwh.dim_client as oud on bekend.client_sk = oud.client_sk
),

weg as (
    delete from dwh.dim_client as oud
    using pub_persoon
    where
        oud.clientsleutel = pub_persoon.clientsleutel
        and not oud.is_actueel
        and not exists (
            select 1
            from nieuw
            where oud.client_sk = nieuw.client_sk
        )
)

insert into dwh.dim_client as oud (
    client_sk, clientsleutel, gebiedscode, geslacht, geboortejaar, is_actueel, geldig_van,
    geldig_tot, is_bericht, is_csv
)
select
    nieuw.client_sk,
    nieuw.clientsleutel,
    nieuw.gebiedscode,
    nieuw.geslacht,
    nieuw.geboortejaar,
    nieuw.is_actueel,
    nieuw.geldig_van,
    nieuw.geldig_tot,
    nieuw.is_bericht,
    nieuw.is_csv
from nieuw
on conflict (client_sk) do update
set
    gebiedscode = excluded.gebiedscode,
    geslacht = excluded.geslacht,
    geboortejaar = excluded.geboortejaar,
    geldig_van = excluded.geldig_van,
    geldig_tot = excluded.geldig_tot,
    is_bericht = excluded.is_bericht,
    is_csv = excluded.is_csv
where
    (
        oud.gebiedscode, oud.geslacht, oud.geboortejaar, oud.geldig_van, oud.geldig_tot,
        oud.is_bericht, oud.is_csv
    ) is distinct from (
        excluded.gebiedscode, excluded.geslacht, excluded.geboortejaar, excluded.geldig_van,
        excluded.geldig_tot, excluded.is_bericht, excluded.is_csv
    );
