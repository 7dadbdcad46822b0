-- Records in the facts whose message is not in feit_bericht. The provider is left out: a record of
-- release 2.x can name another one than its message.
-- Grain: fact and message. Returns no rows when all is well.
with record as (
    select
        'feit_koppeling' as feit,
        feit.wet,
        feit.gemeentecode,
        feit.berichtsoort,
        feit.bericht_identificatie
    from dwh.feit_koppeling as feit
    union
    select
        'feit_prestatie' as feit,
        feit.wet,
        feit.gemeentecode,
        '323' as berichtsoort,
        feit.bericht_identificatie
    from dwh.feit_prestatie as feit
    union
    select
        'feit_levering' as feit,
        feit.wet,
        feit.gemeentecode,
        '305' as berichtsoort,
        feit.bericht_identificatie
    from dwh.feit_levering as feit
    union
    select
        'feit_toewijzing_versie' as feit,
        feit.wet,
        feit.gemeentecode,
        '301' as berichtsoort,
        feit.bericht_identificatie
    from dwh.feit_toewijzing_versie as feit
    union
    select
        'feit_verzoek' as feit,
        feit.wet,
        feit.gemeentecode,
        feit.soort as berichtsoort,
        feit.bericht_identificatie
    from dwh.feit_verzoek as feit
)

select
    record.feit,
    record.wet,
    record.gemeentecode,
    record.berichtsoort,
    record.bericht_identificatie
from record
where
    not exists (
        select 1
        from dwh.feit_bericht as bericht
        where
            record.wet = bericht.wet
            and record.gemeentecode = bericht.gemeentecode
            and record.berichtsoort = bericht.berichtsoort
            and record.bericht_identificatie = bericht.identificatie
    );
