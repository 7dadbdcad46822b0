-- Closes open refusals by hand and records who did it and why, in one statement.
-- Grain of the answer: the number of refusals closed. Parameters: $1 refusals, $2 who, $3 why,
-- $4 from where.
-- Doing it again closes nothing and records nothing.
with closed as (
    update beheer.quarantaine as quarantaine
    set
        status = 'opgelost',
        afgehandeld_op = now()
    where
        quarantaine.quarantaine_id = any($1::bigint[])
        and quarantaine.status = 'open'
    returning quarantaine.quarantaine_id
),

recorded as (
    insert into beheer.audit (wie, handeling, object, resultaat, herkomst, op)
    select
        $2 as wie,
        'quarantaine opgelost' as handeling,
        'quarantaine ' || closed.quarantaine_id as object,
        $3 as resultaat,
        $4 as herkomst,
        now() as op
    from closed
    returning audit_id
)

select count(recorded.audit_id) as aantal
from recorded
