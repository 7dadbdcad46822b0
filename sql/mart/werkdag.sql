-- Numbers the working days, so that a term in working days is a subtraction.
-- Grain: calendar day.
create view mart.werkdag as
select
    dag.datum_sk,
    dag.is_werkdag,
    count(*) filter (where dag.is_werkdag) over (order by dag.datum asc) as volgnummer,
    dag.datum
from dwh.dim_datum as dag
where dag.datum is not null;

comment on view mart.werkdag is
'Een rij per kalenderdag van 2015 tot en met 2035 met de telling van werkdagen (geen weekend, '
'geen dag van artikel 3 Algemene termijnenwet). Tussen dag a en een latere werkdag b liggen '
'volgnummer b min volgnummer a werkdagen; is b geen werkdag, dan een meer.';
comment on column mart.werkdag.datum_sk is
'De dag als getal jjjjmmdd: dim_datum.';
comment on column mart.werkdag.is_werkdag is
'Of de dag een werkdag is.';
comment on column mart.werkdag.volgnummer is
'Aantal werkdagen van 1 januari 2015 tot en met deze dag.';
comment on column mart.werkdag.datum is
'De dag.';
