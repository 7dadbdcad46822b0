-- Moves that the table tells, those that both municipalities tell counted once.
-- No parameters. One row.
with beweging as (
    select distinct
        verteld.datum,
        verteld.van_gemeentecode,
        verteld.naar_gemeentecode
    from pub_statline_herindeling as verteld
)

select count(*) as herindelingen
from beweging;
