-- Explains a chain: what was refused in the files its records came from.
-- A refused record has no chain, so another chain's refusal in the same file shows too.
-- Grain: one row per refusal, as JSON. Parameter: $1 chain of an allocation or of a
-- request. Reads only.
with file as (
    select rij.bestand_id
    from landing.toewijzing as rij
    where rij.keten = $1
    union distinct
    select rij.bestand_id
    from landing.start as rij
    where rij.keten = $1
    union distinct
    select rij.bestand_id
    from landing.stop as rij
    where rij.keten = $1
    union distinct
    select rij.bestand_id
    from landing.prestatie as rij
    where rij.keten = $1
    union distinct
    select rij.bestand_id
    from landing.toewijzing as toewijzing
    inner join landing.verzoek as rij on toewijzing.verzoek_keten = rij.keten
    where toewijzing.keten = $1
    union distinct
    select rij.bestand_id
    from landing.verzoek as rij
    where rij.toewijzing_keten = $1 or rij.keten = $1
    union distinct
    select rij.bestand_id
    from landing.antwoord as rij
    where rij.keten = $1
)

select row_to_json(answer)::text as rij
from (
    select
        quarantaine.quarantaine_id,
        quarantaine.code,
        quarantaine.uitleg,
        quarantaine.status,
        bestand.bron || '/' || bestand.naam as bestand,
        quarantaine.plaats,
        quarantaine.regelnummer
    from beheer.quarantaine as quarantaine
    inner join file on quarantaine.bestand_id = file.bestand_id
    inner join beheer.bestand as bestand on quarantaine.bestand_id = bestand.bestand_id
    order by quarantaine.quarantaine_id
) as answer
