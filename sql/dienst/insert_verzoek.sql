-- Asks the service for something. One row: its number; none when it was there already: the same
-- key, or the same content that still waits or runs. Idempotent.
-- Parameters: $1 sleutel, $2 soort, $3 inhoud, $4 bronnen, $5 doel_run_id, $6 doel_taak_id,
-- $7 doel_rijen, $8 doel_code, $9 van, $10 tot, $11 peildatum, $12 is_bevestigd, $13 is_mislukt,
-- $14 reden, $15 plan, $16 wie, $17 herkomst, $18 doel_verzoek_id, $19 whether it is merged with
-- an earlier one and done at once.
insert into beheer.verzoek (
    sleutel, soort, inhoud, bronnen, doel_run_id, doel_taak_id, doel_rijen, doel_code, van, tot,
    peildatum, is_bevestigd, is_mislukt, reden, plan, wie, herkomst, status, poging, gevraagd_op,
    doel_verzoek_id, foutcode, fout, afgehandeld_op
)
values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
    $11, $12, $13, $14, $15, $16, $17,
    case when $19 then 'skipped' else 'queued' end, 0, clock_timestamp(), $18,
    case when $19 then 'MERGED' end,
    case when $19 then 'an earlier moment of this plan still waits: one run does both' end,
    case when $19 then clock_timestamp() end
)
on conflict do nothing
returning verzoek_id
