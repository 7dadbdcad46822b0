-- Writes a finished task. Parameters: $1 taak_id (null: next), $2 run_id, $3 bron, $4 soort,
-- $5 eenheid, $6 status, $7 poging, $8 is_gepubliceerd, $9 foutcode, $10 fout, $11 gestart_op,
-- $12 records and $13 eurocents: loaded, quarantined, duplicate, $14 now by the clock of $11.
-- One row: its number. Begin and end are by the clock of the database: that of the caller may
-- stand elsewhere.
insert into beheer.taak (
    taak_id, run_id, bron, soort, eenheid, status, poging, is_gepubliceerd, foutcode, fout,
    gelezen, geladen, gequarantaineerd, dubbel,
    bedrag_gelezen_eurocent, bedrag_geladen_eurocent,
    bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent,
    gestart_op, geeindigd_op
)
select
    coalesce($1, nextval('beheer.taak_id_seq')) as taak_id,
    $2 as run_id,
    $3 as bron,
    $4 as soort,
    $5 as eenheid,
    $6 as status,
    $7 as poging,
    $8 as is_gepubliceerd,
    $9 as foutcode,
    $10 as fout,
    ($12::bigint[])[1] + ($12::bigint[])[2] + ($12::bigint[])[3] as gelezen,
    ($12::bigint[])[1] as geladen,
    ($12::bigint[])[2] as gequarantaineerd,
    ($12::bigint[])[3] as dubbel,
    ($13::bigint[])[1] + ($13::bigint[])[2] + ($13::bigint[])[3] as bedrag_gelezen_eurocent,
    ($13::bigint[])[1] as bedrag_geladen_eurocent,
    ($13::bigint[])[2] as bedrag_gequarantaineerd_eurocent,
    ($13::bigint[])[3] as bedrag_dubbel_eurocent,
    clock_timestamp() - greatest($14 - $11, interval '0') as gestart_op,
    clock_timestamp() as geeindigd_op
returning taak_id;
