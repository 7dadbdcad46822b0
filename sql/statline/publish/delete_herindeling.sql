-- Takes away moves that are no longer told, of the municipalities and days that are.
-- What a newer table told stays. Parameter: $1 versie. Idempotent.
delete from ref.herindeling as oud
where
    oud.versie <= $1
    and exists (
        select 1
        from pub_statline_herindeling as verteld
        where
            oud.datum = verteld.datum
            and oud.van_gemeentecode = verteld.van_gemeentecode
    )
    and not exists (
        select 1
        from pub_statline_herindeling as verteld
        where
            oud.datum = verteld.datum
            and oud.van_gemeentecode = verteld.van_gemeentecode
            and oud.naar_gemeentecode = verteld.naar_gemeentecode
    );
