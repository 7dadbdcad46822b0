-- Up to which moment a plan was started. Idempotent.
-- Parameters: $1 text plan, $2 timestamptz moment, $3 bigint verzoek_id (null: none was made).
insert into beheer.planning (plan, laatste_moment, verzoek_id)
values ($1, $2, $3)
on conflict (plan) do update
set
    laatste_moment = excluded.laatste_moment,
    verzoek_id = coalesce(excluded.verzoek_id, planning.verzoek_id);
