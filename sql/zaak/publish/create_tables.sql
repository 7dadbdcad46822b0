-- Creates the work tables of a publication of CSV; they go with its transaction.
-- pub_csv_client: every person that a source names, with the person that is meant by it.
-- pub_csv_genoemd: providers and products that CSV names, and those that it named before.
-- pub_persoon: persons to bring up to date, as in a publication of messages (upsert_client.sql).
-- Not idempotent: once per transaction.

create temporary table pub_csv_client (
    bron text not null,
    gemeentecode char(4) not null,
    client uuid not null,
    clientsleutel uuid not null,
    client_sk bigint not null,
    primary key (bron, gemeentecode, client)
) on commit drop;

create temporary table pub_csv_aanbieder (
    agb_code char(8) primary key,
    is_csv boolean not null
) on commit drop;

create temporary table pub_csv_product (
    wet text not null,
    productcategorie text not null,
    productcode text not null,
    is_csv boolean not null,
    primary key (wet, productcategorie, productcode)
) on commit drop;

create temporary table pub_persoon (
    clientsleutel uuid primary key,
    is_bericht boolean not null,
    is_csv boolean null
) on commit drop;
