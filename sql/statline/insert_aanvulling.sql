-- Remembers a backfill.
-- Parameters: $1 bron, $2 van_periode, $3 tot_periode, $4 gevraagd_door.
-- Idempotent.
insert into beheer.statline_aanvulling (
    bron, van_periode, tot_periode, gevraagd_door, gevraagd_op
)
values ($1, $2, $3, $4, clock_timestamp())
on conflict do nothing;
