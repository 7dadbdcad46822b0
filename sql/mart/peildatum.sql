-- The reference date of the newest run that ended well: what counts as today in the other views.
-- Grain: one row.
create view mart.peildatum as
select (
    select run.peildatum
    from beheer.run as run
    where run.status in ('succeeded', 'partial')
    order by run.run_id desc
    limit 1
) as peildatum;

comment on view mart.peildatum is
'Precies een rij: de dag die in de andere views als vandaag geldt. Bron: beheer.run.';
comment on column mart.peildatum.peildatum is
'Peildatum van de nieuwste geslaagde run. Leeg: er is nog niets geladen.';
