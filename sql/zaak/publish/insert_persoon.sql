-- Gathers the persons that a source names, and those that one named before: what is known of those
-- has to be computed anew.
-- No parameters.
insert into pub_persoon (clientsleutel, is_bericht, is_csv)
select
    pub_csv_client.clientsleutel,
    false as is_bericht,
    true as is_csv
from pub_csv_client
union
select
    client.clientsleutel,
    false as is_bericht,
    false as is_csv
from dwh.dim_client as client
where
    client.is_actueel
    and client.is_csv
    and not exists (
        select 1
        from pub_csv_client
        where client.clientsleutel = pub_csv_client.clientsleutel
    );
