-- Tells whether there are, or were at the last publication, chains that belong together: records
-- without an allocation number, requests or answers. What left landing is among the touched chains.
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
        from landing.toewijzing as toewijzing
        where toewijzing.keten < 0
    )
    or exists (select 1 from landing.verzoek)
    or exists (select 1 from landing.antwoord)
    or exists (
        select 1
        from pub_keten
        where pub_keten.keten < 0
    )
    or exists (
        select 1
        from dwh.feit_koppeling as feit
        where feit.keten_sk < 0
    );
