-- Tables of CBS with more than one head combination, and dimensions with more than one head member.
-- Grain: table or dimension. Returns no rows when all is well.
select
    combinatie.tabel_id,
    'combinatie' as wat,
    count(*) as koppen
from dwh.dim_statline_combinatie as combinatie
where combinatie.is_kop
group by combinatie.tabel_id
having count(*) > 1
union all
select
    categorie.tabel_id,
    categorie.dimensie as wat,
    count(*) as koppen
from dwh.dim_statline_categorie as categorie
where categorie.is_kop
group by categorie.tabel_id, categorie.dimensie
having count(*) > 1;
