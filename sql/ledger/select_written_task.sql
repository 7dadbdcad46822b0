-- What a task stored, when it was committed before: the answer to that commit may have been lost.
-- Parameter: $1 bigint task. At most one row. Reads only.
select
    taak.status = 'partial' as is_partial,
    array[taak.geladen, taak.gequarantaineerd, taak.dubbel] as records,
    array[
        taak.bedrag_geladen_eurocent,
        taak.bedrag_gequarantaineerd_eurocent,
        taak.bedrag_dubbel_eurocent
    ] as bedragen
from beheer.taak
where taak.taak_id = $1;
