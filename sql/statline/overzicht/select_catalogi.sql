-- The catalogues of CBS that were stored: how many tables each has and when it was seen last.
select
    catalogus.catalogus,
    count(*) filter (where catalogus.status <> 'verdwenen') as tabellen,
    max(catalogus.laatst_gezien_op) as laatst_gezien_op
from ref.statline_catalogus as catalogus
group by catalogus.catalogus
order by catalogus.catalogus;
