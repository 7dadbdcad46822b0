-- Takes the chains that the caller names.
-- Parameter: $1 bigint[], chains.
insert into pub_keten (keten, groep)
select distinct
    gegeven.keten,
    gegeven.keten as groep
from unnest($1::bigint[]) as gegeven (keten);
