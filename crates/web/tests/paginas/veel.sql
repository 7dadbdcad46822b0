-- A hundred and twenty good nights after the three.
insert into beheer.run (
    soort, status, gestart_door, versie, fencing, peildatum, gestart_op, geeindigd_op
)
select
    'run',
    'succeeded',
    'planner',
    '0.1.0',
    nacht + 3,
    '2026-11-22',
    '2026-11-22 03:00:00+00'::timestamptz + nacht * interval '1 day',
    '2026-11-22 03:01:00+00'::timestamptz + nacht * interval '1 day'
from generate_series(1, 120) as nacht;
