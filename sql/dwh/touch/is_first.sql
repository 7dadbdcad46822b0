-- Tells whether the facts are empty: a first load.
select
    not exists (select 1 from dwh.feit_bericht)
    and not exists (select 1 from dwh.feit_toewijzing)
    and not exists (select 1 from dwh.feit_koppeling)
    and not exists (select 1 from dwh.feit_verzoek)
    and not exists (select 1 from dwh.feit_bevinding);
