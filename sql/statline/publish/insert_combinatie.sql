-- Stages the combinations that the cells of a pull have, not yet known by their codes.
-- Parameter: $1 trek_id.
insert into pub_statline_combinatie (combinatie_sk)
select distinct cel.combinatie_sk
from landing.statline_cel as cel
where cel.trek_id = $1;
