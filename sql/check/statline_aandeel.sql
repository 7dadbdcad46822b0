-- Municipalities that ended whose parts are known and do not make one whole.
-- Grain: municipality and day. Returns no rows when all is well.
select
    herindeling.datum,
    herindeling.van_gemeentecode
from ref.herindeling as herindeling
group by herindeling.datum, herindeling.van_gemeentecode
having abs(sum(herindeling.aandeel) - 1) > 0.000001;
