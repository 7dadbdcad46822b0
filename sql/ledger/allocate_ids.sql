-- Allocates $1 (integer) file numbers, rising. One row, with the time of the server. Gaps mean
-- nothing.
select
    array(
        select nextval('beheer.bestand_id_seq')
        from generate_series(1, $1)
    ) as bestand_ids,
    clock_timestamp() as nu;
