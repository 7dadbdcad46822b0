-- Starts a run. One row: its number.
-- Parameters: $1 soort, $2 gestart_door, $3 versie, $4 peildatum, $5 rerun_van, $6 fencing.
insert into beheer.run (
    rerun_van, soort, status, gestart_door, versie, fencing, peildatum, gestart_op
)
values ($5, $1, 'running', $2, $3, $6, $4, clock_timestamp())
returning run_id;
