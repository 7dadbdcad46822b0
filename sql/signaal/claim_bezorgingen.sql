-- Takes the messages of a channel that are due, oldest first, and sets when they are tried again:
-- 1, 2, 4 .. 60 minutes. Who takes them may be killed: they come back then.
-- Parameters: $1 kanaal, $2 moment, $3 most rows.
with due as (
    select bezorging.melding_id
    from beheer.bezorging as bezorging
    where
        bezorging.kanaal = $1
        and bezorging.status = 'wacht'
        and bezorging.niet_voor <= $2
    order by bezorging.melding_id
    limit $3
    for update skip locked
),

claimed as (
    update beheer.bezorging as bezorging
    set
        poging = bezorging.poging + 1,
        niet_voor = $2 + least(60, 2 ^ least(bezorging.poging, 6)) * interval '1 minute'
    from due
    where bezorging.melding_id = due.melding_id and bezorging.kanaal = $1
    returning bezorging.melding_id, bezorging.poging
)

select
    melding.melding_id,
    signaal.regel,
    signaal.object,
    melding.soort,
    melding.titel,
    melding.wat,
    melding.doen,
    melding.pad,
    melding.sinds,
    melding.gemaakt_op,
    claimed.poging
from claimed
inner join beheer.melding as melding on claimed.melding_id = melding.melding_id
inner join beheer.signaal as signaal on melding.signaal_id = signaal.signaal_id
order by melding.melding_id
