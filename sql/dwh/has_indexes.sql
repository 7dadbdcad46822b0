-- Whether all indexes of indexes.sql are there: a migration may drop one that is built anew, or
-- know one that an older program did not build. One row, one boolean. Reads only.
select count(*) = 22 as has_indexes
from pg_indexes
where
    schemaname in ('dwh', 'landing')
    and indexname in (
        'feit_bericht_key',
        'feit_toewijzing_key',
        'feit_toewijzing_zonder_nummer_idx',
        'feit_toewijzing_versie_key',
        'feit_toewijzing_versie_zonder_nummer_idx',
        'feit_koppeling_key',
        'feit_levering_key',
        'feit_levering_keten_idx',
        'feit_prestatie_key',
        'feit_verzoek_key',
        'feit_bevinding_key',
        'feit_bevinding_keten_idx',
        'client_clientsleutel_idx',
        'toewijzing_clientsleutel_idx',
        'start_zonder_nummer_idx',
        'stop_zonder_nummer_idx',
        'verzoek_clientsleutel_idx',
        'beschikking_beschikkingnummer_idx',
        'toewijzing_beschikkingnummer_idx',
        'verzoek_beschikkingnummer_idx',
        'bericht_declaratie_idx',
        'declaratie_antwoord_declaratienummer_idx'
    );
