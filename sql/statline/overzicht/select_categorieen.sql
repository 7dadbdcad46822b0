-- The dimensions of a loaded table that are no area or period: how many members, and the first and
-- last by code.
-- Parameters: $1 tabel_id.
with genummerd as (
    select
        categorie.dimensie,
        categorie.dimensie_titel,
        categorie.code,
        categorie.titel,
        categorie.is_totaal,
        categorie.is_marge,
        row_number() over vooruit as voor,
        row_number() over achteruit as achter
    from dwh.dim_statline_categorie as categorie
    where categorie.tabel_id = $1
    window
        vooruit as (partition by categorie.dimensie order by categorie.code),
        achteruit as (partition by categorie.dimensie order by categorie.code desc)
)

select
    genummerd.dimensie as naam,
    max(genummerd.dimensie_titel) as titel,
    'categorie' as rol,
    count(*) as codes,
    count(*) filter (where genummerd.is_totaal) as totalen,
    count(*) filter (where genummerd.is_marge) as marges,
    max(genummerd.code) filter (where genummerd.voor = 1) as eerste_code,
    max(genummerd.titel) filter (where genummerd.voor = 1) as eerste_titel,
    max(genummerd.code) filter (where genummerd.achter = 1) as laatste_code,
    max(genummerd.titel) filter (where genummerd.achter = 1) as laatste_titel
from genummerd
group by genummerd.dimensie
order by genummerd.dimensie;
