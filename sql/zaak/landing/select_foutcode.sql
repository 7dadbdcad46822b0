-- The number and the code of refusal of the file that a task wrote. One row. Reads only.
-- Parameter: $1 taak_id.
select
    bestand.bestand_id,
    bestand.foutcode
from beheer.bestand as bestand
where bestand.taak_id = $1;
