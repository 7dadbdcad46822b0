-- Allocates one task number and $1 (integer) file numbers, rising. One row. Gaps mean nothing.
select
    nextval('beheer.taak_id_seq') as taak_id,
    array(
        select nextval('beheer.bestand_id_seq')
        from generate_series(1, $1)
    ) as bestand_ids,
    clock_timestamp() as nu;
