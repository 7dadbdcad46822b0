-- Whether all indexes of indexes.sql are there. One row, one boolean. Reads only.
select count(*) = 16 as has_indexes
from pg_indexes
where
    schemaname = 'landing'
    and indexname in (
        'bericht_betreft_idx',
        'toewijzing_keten_idx',
        'toewijzing_verzoek_keten_idx',
        'toewijzing_dossier_idx',
        'start_keten_idx',
        'stop_keten_idx',
        'prestatie_keten_idx',
        'prestatie_referentie_idx',
        'declaratie_kenmerk_idx',
        'verzoek_keten_idx',
        'verzoek_toewijzing_keten_idx',
        'verzoek_dossier_idx',
        'verzoek_kenmerk_idx',
        'antwoord_keten_idx',
        'afgewezen_prestatie_keten_idx',
        'afgewezen_prestatie_betreft_idx'
    );
