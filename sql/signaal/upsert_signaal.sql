-- Opens a signal, or changes what an open one tells. Idempotent but for the time of telling.
-- Parameters: $1 regel, $2 object, $3 kenmerk, $4 titel, $5 sinds, $6 moment.
insert into beheer.signaal (regel, object, status, kenmerk, titel, sinds, laatst_gemeld)
values ($1, $2, 'open', $3, $4, $5, $6)
on conflict (regel, object) do update
set
    status = 'open',
    kenmerk = excluded.kenmerk,
    titel = excluded.titel,
    sinds = excluded.sinds,
    over_op = null,
    laatst_gemeld = excluded.laatst_gemeld
returning signaal_id
