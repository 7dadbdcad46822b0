-- Writes a message and what is to be delivered of it. Not idempotent: with the change of its
-- signal, in one transaction. Parameters: $1 signaal, $2 soort, $3 titel, $4 wat, $5 doen, $6
-- pad, $7 sinds, $8 moment, $9 text[] names of the channels.
with melding as (
    insert into beheer.melding (signaal_id, soort, titel, wat, doen, pad, sinds, gemaakt_op)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    returning melding_id
)

insert into beheer.bezorging (melding_id, kanaal, status, poging, niet_voor)
select
    melding.melding_id,
    kanaal.naam,
    'wacht' as status,
    0 as poging,
    $8 as niet_voor
from melding
cross join unnest($9::text[]) as kanaal (naam)
