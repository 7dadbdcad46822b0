-- Marks the measures of a table that this version no longer has. Parameter: $1 tabel_id.
-- Idempotent.
update dwh.dim_onderwerp as dim
set is_actueel = false
where
    dim.tabel_id = $1
    and dim.is_actueel
    and not exists (
        select 1
        from pub_statline_onderwerp as nieuw
        where dim.onderwerp_sk = nieuw.onderwerp_sk
    );
