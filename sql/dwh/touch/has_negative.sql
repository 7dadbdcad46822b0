-- Tells whether there are, or were at the last publication, records without an allocation number.
select
    exists (
        select 1
        from landing.start as start
        where start.keten < 0
    )
    or exists (
        select 1
        from landing.stop as stop
        where stop.keten < 0
    )
    or exists (
        select 1
        from dwh.feit_koppeling as feit
        where feit.keten_sk < 0
    );
