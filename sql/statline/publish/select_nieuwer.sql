-- Another source that loaded a newer version of a table, by day: the two protocols stamp the same
-- publication at another hour. Parameters: $1 bron, $2 tabel_id, $3 versie.
select
    bron,
    versie
from beheer.statline_bron
where
    tabel_id = $2
    and bron <> $1
    and left(versie, 8) > left($3, 8)
order by versie desc, bron asc
limit 1;
