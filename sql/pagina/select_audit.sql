-- One page of the audit.
-- Grain: one row per act, newest first. Parameters: $1 number of rows, $2 act, $3 from and
-- $4 before this moment, $5 only those before this act; null: all. Reads only.
select
    audit.audit_id,
    audit.wie,
    audit.handeling,
    audit.object,
    audit.resultaat,
    audit.herkomst,
    audit.op
from beheer.audit as audit
where
    ($2::text is null or audit.handeling = $2::text)
    and ($3::timestamptz is null or audit.op >= $3::timestamptz)
    and ($4::timestamptz is null or audit.op < $4::timestamptz)
    and ($5::bigint is null or audit.audit_id < $5::bigint)
order by audit.audit_id desc
limit $1
