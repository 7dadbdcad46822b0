-- Gathers the voorzieningen of the chains, each as it was told last: by the number of an allocation
-- of the chain, whoever has it; without one by the person, provider, product and first day of a 301
-- record. A person is whom csv_client, of whatever source, names for it: in its municipality (a row
-- that stands before one that ended, then the newest), else in any when all name one; else itself.
-- A category that is not told is that of the product code.
-- A first load reads `inner join pub_` as `left join pub_`: everything.
with sleutel as (
    select
        toewijzing.clientsleutel,
        toewijzing.clientsleutel as client
    from landing.toewijzing as toewijzing
    inner join pub_keten on toewijzing.keten = pub_keten.keten
    union
    select
        toewijzing.clientsleutel,
        csv_client.client
    from landing.toewijzing as toewijzing
    inner join pub_keten on toewijzing.keten = pub_keten.keten
    inner join landing.csv_client as csv_client on toewijzing.clientsleutel = csv_client.persoon
)

insert into pub_voorziening (
    keten, wet, gemeentecode, agb_code, clientsleutel, toewijzingnummer, beschikkingnummer,
    productcategorie, productcode, ingangsdatum, einddatum, is_staand
)
select
    toewijzing.keten,
    stand.wet,
    toewijzing.gemeentecode,
    stand.aanbieder_agb as agb_code,
    null::uuid as clientsleutel,
    stand.toewijzingnummer,
    stand.beschikkingnummer,
    coalesce(stand.productcategorie, left(stand.productcode, 2)) as productcategorie,
    stand.productcode,
    stand.ingangsdatum,
    stand.einddatum,
    stand.gezien_tot is null as is_staand
from landing.toewijzing as toewijzing
inner join pub_keten on toewijzing.keten = pub_keten.keten
inner join landing.csv_voorziening as stand
    on
        toewijzing.toewijzingnummer = stand.toewijzingnummer
        and toewijzing.gemeentecode = stand.gemeentecode
        and toewijzing.wet = stand.wet
where
    not exists (
        select 1
        from landing.csv_voorziening as later
        where
            stand.bron = later.bron
            and stand.rij_sleutel = later.rij_sleutel
            and stand.gezien_van < later.gezien_van
    )
union
select
    toewijzing.keten,
    toewijzing.wet,
    toewijzing.gemeentecode,
    stand.aanbieder_agb as agb_code,
    sleutel.clientsleutel,
    null::bigint as toewijzingnummer,
    stand.beschikkingnummer,
    coalesce(stand.productcategorie, left(stand.productcode, 2)) as productcategorie,
    stand.productcode,
    stand.ingangsdatum,
    stand.einddatum,
    stand.gezien_tot is null as is_staand
from sleutel
inner join landing.csv_voorziening as stand on sleutel.client = stand.client
left join lateral (
    select
        coalesce(
            (
                array_agg(
                    csv_client.persoon
                    order by
                        csv_client.gezien_tot desc nulls first,
                        csv_client.gezien_van desc,
                        csv_client.bron asc,
                        csv_client.rij_sleutel asc
                ) filter (
                    where csv_client.gemeentecode is not distinct from stand.gemeentecode
                )
            )[1],
            case
                when count(distinct csv_client.persoon) = 1
                    then min(csv_client.persoon::text)::uuid
            end
        ) as persoon
    from landing.csv_client as csv_client
    where
        stand.client = csv_client.client
        and csv_client.persoon is not null
        and not exists (
            select 1
            from landing.csv_client as later
            where
                csv_client.bron = later.bron
                and csv_client.rij_sleutel = later.rij_sleutel
                and csv_client.gezien_van < later.gezien_van
        )
) as client on true
inner join landing.toewijzing as toewijzing
    on
        sleutel.clientsleutel = toewijzing.clientsleutel
        and stand.gemeentecode = toewijzing.gemeentecode
        and stand.wet = toewijzing.wet
        and stand.aanbieder_agb = toewijzing.agb_code
        and stand.ingangsdatum = toewijzing.ingangsdatum
        and stand.productcode is not distinct from toewijzing.productcode
        and coalesce(stand.productcategorie, left(stand.productcode, 2))
        is not distinct from toewijzing.productcategorie
inner join pub_keten on toewijzing.keten = pub_keten.keten
where
    stand.toewijzingnummer is null
    and coalesce(client.persoon, stand.client) = sleutel.clientsleutel
    and not exists (
        select 1
        from landing.csv_voorziening as later
        where
            stand.bron = later.bron
            and stand.rij_sleutel = later.rij_sleutel
            and stand.gezien_van < later.gezien_van
    );
