-- Publications of tables of CBS whose counts are not what the facts hold.
-- Grain: publication. Returns no rows when all is well.
with begonnen as (
    select
        feit.tabel_id,
        feit.geladen_op as moment,
        count(*) as rijen
    from dwh.feit_statline as feit
    group by feit.tabel_id, feit.geladen_op
),

geeindigd as (
    select
        feit.tabel_id,
        feit.vervallen_op as moment,
        count(*) as rijen
    from dwh.feit_statline as feit
    where feit.vervallen_op is not null
    group by feit.tabel_id, feit.vervallen_op
)

select
    tabel.tabel_id,
    tabel.versie,
    tabel.geladen_op
from ref.statline_tabel as tabel
left join begonnen
    on tabel.tabel_id = begonnen.tabel_id and tabel.geladen_op = begonnen.moment
left join geeindigd
    on tabel.tabel_id = geeindigd.tabel_id and tabel.geladen_op = geeindigd.moment
where
    tabel.cellen <> tabel.nieuw + tabel.gewijzigd + tabel.gelijk
    or coalesce(begonnen.rijen, 0) <> tabel.nieuw + tabel.gewijzigd
    or coalesce(geeindigd.rijen, 0) <> tabel.gewijzigd + tabel.verdwenen;
