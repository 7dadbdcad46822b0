-- The signals, those that are open first. Grain: one row per rule and object.
-- Parameter: $1 boolean only those that are open. Reads only.
select
    signaal.signaal_id,
    signaal.regel,
    signaal.object,
    signaal.status,
    signaal.kenmerk,
    signaal.titel,
    signaal.sinds,
    signaal.over_op,
    signaal.laatst_gemeld,
    count(bezorging.kanaal) filter (where bezorging.status = 'wacht') as wacht
from beheer.signaal as signaal
left join beheer.melding as melding on signaal.signaal_id = melding.signaal_id
left join beheer.bezorging as bezorging on melding.melding_id = bezorging.melding_id
where signaal.status = 'open' or not $1
group by signaal.signaal_id
order by signaal.status asc, signaal.sinds asc, signaal.signaal_id asc
