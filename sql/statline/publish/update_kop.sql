-- Makes the combination of the heads of all dimensions the head of its table, and no other: also of
-- combinations that this pull does not have. A dimension without a head leaves the table without.
-- Parameter: $1 tabel_id. After the combinations were stored. Idempotent.
with kop as (
    select
        coalesce(
            jsonb_object_agg(code.naam, code.code) filter (where code.is_kop), '{}'
        ) as dimensies,
        count(distinct code.naam) = count(*) filter (where code.is_kop) as is_volledig
    from pub_statline_code as code
)

update dwh.dim_statline_combinatie as dim
set is_kop = not dim.is_kop
from kop
where
    dim.tabel_id = $1
    and dim.is_kop <> (kop.is_volledig and dim.dimensies = kop.dimensies);
