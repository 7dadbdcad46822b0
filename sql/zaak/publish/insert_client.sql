-- Gathers the persons that a source names, and whom it means by them: a number of a case system is
-- the person of its row in a client list, of whatever source (the number was made with a space, so
-- it is only equal within one), of the same municipality: a row that stands before one that ended,
-- then the newest. Else of any when all name one person. Without such a row it stands for itself.
-- No parameters.
with lijst as (
    select distinct on (coalesce(client.gemeentecode, '0000'), client.client)
        coalesce(client.gemeentecode, '0000') as gemeentecode,
        client.client,
        client.persoon
    from landing.csv_client as client
    where
        client.persoon is not null
        and not exists (
            select 1
            from landing.csv_client as later
            where
                client.bron = later.bron
                and client.rij_sleutel = later.rij_sleutel
                and client.gezien_van < later.gezien_van
        )
    order by
        coalesce(client.gemeentecode, '0000') asc,
        client.client asc,
        client.gezien_tot desc nulls first,
        client.gezien_van desc,
        client.bron asc,
        client.rij_sleutel asc
),

overal as (
    select
        lijst.client,
        min(lijst.persoon::text)::uuid as persoon
    from lijst
    group by lijst.client
    having count(distinct lijst.persoon) = 1
),

genoemd as (
    select
        csv.bron,
        csv.gemeentecode,
        csv.client
    from landing.csv_client as csv
    union
    select
        csv.bron,
        csv.gemeentecode,
        csv.client
    from landing.csv_zaak as csv
    where csv.client is not null
    union
    select
        csv.bron,
        csv.gemeentecode,
        csv.client
    from landing.csv_beschikking as csv
    where csv.client is not null
    union
    select
        csv.bron,
        csv.gemeentecode,
        csv.client
    from landing.csv_voorziening as csv
    where csv.client is not null
    union
    select
        csv.bron,
        csv.gemeentecode,
        csv.client
    from landing.csv_uitkering as csv
),

bedoeld as (
    select
        genoemd.bron,
        coalesce(genoemd.gemeentecode, '0000') as gemeentecode,
        genoemd.client,
        coalesce(lijst.persoon, overal.persoon, genoemd.client) as clientsleutel
    from genoemd
    left join lijst
        on
            genoemd.client = lijst.client
            and coalesce(genoemd.gemeentecode, '0000') = lijst.gemeentecode
    left join overal on genoemd.client = overal.client
)

insert into pub_csv_client (bron, gemeentecode, client, clientsleutel, client_sk)
select
    bedoeld.bron,
    bedoeld.gemeentecode,
    bedoeld.client,
    bedoeld.clientsleutel,
    greatest(
        concat('x', left(replace(bedoeld.clientsleutel::text, '-', ''), 16))::bit(64)::bigint
        & 9223372036854775807,
        1
    ) as client_sk
from bedoeld;
