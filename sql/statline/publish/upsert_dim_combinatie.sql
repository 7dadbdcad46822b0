-- Stores the combinations that occur, from the mixed-radix number of their codes; only rows that
-- differ are written. Which one is the head of its table comes later.
-- Parameter: $1 tabel_id. Idempotent.
insert into dwh.dim_statline_combinatie as dim (
    combinatie_sk, is_totaal, is_kop, is_marge, tabel_id, label, dimensies, labels, paden
)
select
    combinatie.combinatie_sk,
    coalesce(bool_or(code.is_totaal), false) as is_totaal,
    false as is_kop,
    coalesce(bool_or(code.is_marge), false) as is_marge,
    $1 as tabel_id,
    coalesce(string_agg(code.titel, ', ' order by code.dimensie asc), '') as label,
    coalesce(
        jsonb_object_agg(code.naam, code.code) filter (where code.naam is not null), '{}'
    ) as dimensies,
    coalesce(
        jsonb_object_agg(code.naam, code.titel) filter (where code.naam is not null), '{}'
    ) as labels,
    coalesce(
        jsonb_object_agg(code.naam, code.pad) filter (where code.naam is not null), '{}'
    ) as paden
from pub_statline_combinatie as combinatie
left join pub_statline_code as code
    on combinatie.positie / code.gewicht % code.grootte = code.plek
group by combinatie.combinatie_sk
on conflict (combinatie_sk) do update
set
    is_totaal = excluded.is_totaal,
    is_marge = excluded.is_marge,
    label = excluded.label,
    labels = excluded.labels,
    paden = excluded.paden
where
    (
        dim.is_totaal, dim.is_marge, dim.label, dim.labels, dim.paden
    ) is distinct from (
        excluded.is_totaal, excluded.is_marge, excluded.label, excluded.labels, excluded.paden
    );
