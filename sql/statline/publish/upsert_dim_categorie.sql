-- Stores the members of the other dimensions; only rows that differ are written.
-- Parameter: $1 tabel_id. Idempotent.
insert into dwh.dim_statline_categorie as dim (
    categorie_sk, is_totaal, is_kop, is_marge, tabel_id, dimensie, dimensie_titel, code, titel,
    pad, omschrijving
)
select
    dwh.surrogaat(concat_ws('|', 'categorie', $1::text, nieuw.naam, nieuw.code)) as categorie_sk,
    nieuw.is_totaal,
    nieuw.is_kop,
    nieuw.is_marge,
    $1 as tabel_id,
    nieuw.naam as dimensie,
    nieuw.dimensie_titel,
    nieuw.code,
    nieuw.titel,
    nieuw.pad,
    nieuw.omschrijving
from pub_statline_code as nieuw
on conflict (tabel_id, dimensie, code) do update
set
    is_totaal = excluded.is_totaal,
    is_kop = excluded.is_kop,
    is_marge = excluded.is_marge,
    dimensie_titel = excluded.dimensie_titel,
    titel = excluded.titel,
    pad = excluded.pad,
    omschrijving = excluded.omschrijving
where
    (
        dim.is_totaal, dim.is_kop, dim.is_marge, dim.dimensie_titel, dim.titel, dim.pad,
        dim.omschrijving
    ) is distinct from (
        excluded.is_totaal, excluded.is_kop, excluded.is_marge, excluded.dimensie_titel,
        excluded.titel, excluded.pad, excluded.omschrijving
    );
