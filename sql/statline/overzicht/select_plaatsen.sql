-- The catalogues that hold a table, with the protocol of what was loaded from there.
-- Parameters: $1 tabel_id, in any case.
with plaats as (
    select distinct catalogus.catalogus
    from ref.statline_catalogus as catalogus
    where lower(catalogus.tabel_id) = lower($1::text) and catalogus.status <> 'verdwenen'
)

select
    plaats.catalogus as base_url,
    max(tabel.protocol) as protocol
from plaats
left join ref.statline_tabel as tabel on plaats.catalogus = tabel.base_url
group by plaats.catalogus
order by plaats.catalogus;
