-- Stores the combinations that occur, from the mixed-radix number of their codes; only rows that
-- differ are written. It is a head figure when every
-- dimension but that of the margins stands at a total, and it is no bound itself.
-- Parameter: $1 tabel_id. Idempotent.
insert into dwh.dim_statline_combinatie as dim (
    combinatie_sk, is_totaal, is_kop, is_marge, tabel_id, label, dimensies, labels
)
select
    combinatie.combinatie_sk,
    coalesce(bool_or(code.is_totaal), false) as is_totaal,
    coalesce(
        bool_and(code.is_totaal or (starts_with(code.naam, 'Marges') and not code.is_marge)), true
    ) as is_kop,
    coalesce(bool_or(code.is_marge), false) as is_marge,
    $1 as tabel_id,
    coalesce(string_agg(code.titel, ', ' order by code.dimensie asc), '') as label,
    coalesce(
        jsonb_object_agg(code.naam, code.code) filter (where code.naam is not null), '{}'
    ) as dimensies,
    coalesce(
        jsonb_object_agg(code.naam, code.titel) filter (where code.naam is not null), '{}'
    ) as labels
from pub_statline_combinatie as combinatie
left join pub_statline_code as code
    on combinatie.positie / code.gewicht % code.grootte = code.plek
group by combinatie.combinatie_sk
on conflict (combinatie_sk) do update
set
    is_totaal = excluded.is_totaal,
    is_kop = excluded.is_kop,
    is_marge = excluded.is_marge,
    label = excluded.label,
    labels = excluded.labels
where
    (
        dim.is_totaal, dim.is_kop, dim.is_marge, dim.label, dim.labels
    ) is distinct from (
        excluded.is_totaal, excluded.is_kop, excluded.is_marge, excluded.label, excluded.labels
    );
