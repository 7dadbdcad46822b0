-- Takes the head of its dimension from members that this version no longer has: another stands for
-- the whole now. Parameter: $1 tabel_id. Idempotent.
update dwh.dim_statline_categorie as dim
set is_kop = false
where
    dim.tabel_id = $1
    and dim.is_kop
    and not exists (
        select 1
        from pub_statline_code as nieuw
        where dim.dimensie = nieuw.naam and dim.code = nieuw.code
    );
