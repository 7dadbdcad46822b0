-- Takes away moves that are no longer told, of the municipalities and days that are.
-- No parameters. Idempotent.
delete from ref.herindeling as oud
where
    exists (
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
