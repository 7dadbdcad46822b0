-- The combinations that the selection covers: in every dimension that was restricted, a code that
-- was asked for. One that lacks a dimension is of an older structure, and covered too.
-- Parameter: $1 tabel_id. After the combinations were stored.
insert into pub_statline_bereik (combinatie_sk)
with beperkt as (
    select
        code.naam,
        array_agg(code.code) filter (where code.is_gewenst) as codes
    from pub_statline_code as code
    where code.is_beperkt
    group by code.naam
)

select combinatie.combinatie_sk
from dwh.dim_statline_combinatie as combinatie
where
    combinatie.tabel_id = $1
    and not exists (
        select 1
        from beperkt
        where
            combinatie.dimensies ? beperkt.naam
            and not coalesce((combinatie.dimensies ->> beperkt.naam) = any(beperkt.codes), false)
    );
