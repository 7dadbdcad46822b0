-- Explains a chain: the allocation as it stands in the warehouse.
-- Grain: at most one row, as JSON. Parameter: $1 chain. Reads only.
select row_to_json(answer)::text as rij
from (
    select
        feit.toewijzing_sk,
        beschikking.beschikkingnummer,
        beschikking.bron as beschikking_bron,
        feit.beschikking_wijze,
        beschikking.afgiftedatum as beschikking_afgiftedatum,
        feit.referentie_aanbieder,
        feit.agb_code,
        client.clientsleutel,
        product.productcategorie,
        product.productcode,
        feit.toewijzingsdatum,
        feit.ingangsdatum,
        feit.einddatum,
        feit.einddatum_oorspronkelijk,
        feit.volume,
        feit.eenheid,
        feit.frequentie,
        feit.budget_eurocent,
        feit.reden_wijziging,
        feit.is_verwijderd,
        feit.retour_status,
        feit.aantal_versies
    from dwh.feit_toewijzing as feit
    left join dwh.dim_client as client on feit.client_sk = client.client_sk and client.is_actueel
    left join dwh.dim_product as product on feit.product_sk = product.product_sk
    left join dwh.dim_beschikking as beschikking
        on
            feit.beschikking_sk = beschikking.beschikking_sk
            and beschikking.beschikking_sk <> 0
    where feit.toewijzing_sk = $1
) as answer
