-- The ranges of periods that were asked for with a backfill.
-- Parameter: $1 bron.
select
    statline_aanvulling.van_periode,
    statline_aanvulling.tot_periode
from beheer.statline_aanvulling as statline_aanvulling
where statline_aanvulling.bron = $1
order by statline_aanvulling.van_periode, statline_aanvulling.tot_periode;
