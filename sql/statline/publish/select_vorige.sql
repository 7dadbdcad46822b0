-- What a source had loaded before, and where; whether another source loads the same table
-- (is_gedeeld), at the same place of the star (is_zelfde_plaats). Parameter: $1 bron.
-- No row: nothing yet.
select
    bron.tabel_id,
    bron.versie,
    bron.wet,
    bron.vaste_periode,
    bron.vast_gebied_sk,
    bron.kaartjaar,
    count(ander.bron) > 0 as is_gedeeld,
    count(ander.bron) filter (
        where
            ander.vaste_periode is not distinct from bron.vaste_periode
            and ander.vast_gebied_sk is not distinct from bron.vast_gebied_sk
            and ander.kaartjaar is not distinct from bron.kaartjaar
    ) > 0 as is_zelfde_plaats
from beheer.statline_bron as bron
left join beheer.statline_bron as ander
    on bron.tabel_id = ander.tabel_id and bron.bron <> ander.bron
where bron.bron = $1
group by bron.bron;
