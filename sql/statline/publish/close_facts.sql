-- Closes the rows of cells that changed or are gone; affects as many rows as there are of those.
-- Parameters: $1 tabel_id, $2 versie, $3 moment.
update dwh.feit_statline as feit
set vervallen_op = $3, vervallen_versie = $2
from pub_statline_verschil as verschil
where
    verschil.oud_geladen_op is not null
    and feit.tabel_id = $1
    and feit.onderwerp_sk = verschil.onderwerp_sk
    and feit.gebied_sk = verschil.gebied_sk
    and feit.periode = verschil.periode
    and feit.volgnummer = verschil.volgnummer
    and feit.combinatie_sk = verschil.combinatie_sk
    and feit.geladen_op = verschil.oud_geladen_op;
