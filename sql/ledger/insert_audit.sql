-- Writes down an act that must be accounted for.
-- Parameters: $1 wie, $2 handeling, $3 object, $4 resultaat, $5 herkomst.
insert into beheer.audit (wie, handeling, object, resultaat, herkomst, op)
values ($1, $2, $3, $4, $5, clock_timestamp());
