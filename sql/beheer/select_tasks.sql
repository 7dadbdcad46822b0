-- Lists the tasks of a run.
-- Grain: one row per task, in the order they were done. Parameter: $1 run. Reads only.
select
    taak.taak_id,
    taak.overgedaan_in_run,
    taak.bron,
    taak.soort,
    taak.eenheid,
    taak.status,
    taak.poging,
    taak.is_gepubliceerd,
    taak.foutcode,
    taak.fout,
    taak.gelezen,
    taak.geladen,
    taak.gequarantaineerd,
    taak.dubbel,
    taak.bedrag_gelezen_eurocent,
    taak.bedrag_geladen_eurocent,
    taak.bedrag_gequarantaineerd_eurocent,
    taak.bedrag_dubbel_eurocent,
    taak.gestart_op,
    taak.geeindigd_op
from beheer.taak as taak
where taak.run_id = $1
order by taak.taak_id
