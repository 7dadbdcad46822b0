-- The dimensions of a loaded table that are no area or period, by name.
-- Parameters: $1 tabel_id.
select distinct categorie.dimensie
from dwh.dim_statline_categorie as categorie
where categorie.tabel_id = $1
order by categorie.dimensie;
