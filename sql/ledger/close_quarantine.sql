-- Settles the refusals of files that were read again, after what this reading refused was added.
-- A refusal that recurs (same line, code and place) keeps the row it had: what stood open stays
-- open since then, what a person resolved stays resolved; the row just added goes again. What stood
-- open and did not recur is resolved.
-- Idempotent. Parameters: $1 bigint[] files, $2 timestamptz moment of this reading.
with rij as materialized (
    select
        quarantaine.quarantaine_id,
        quarantaine.bestand_id,
        coalesce(quarantaine.regelnummer, 0) as regelnummer,
        quarantaine.code,
        quarantaine.plaats,
        quarantaine.uitleg,
        quarantaine.records,
        quarantaine.bedrag_eurocent,
        quarantaine.status = 'open' as is_open,
        quarantaine.gemaakt_op = $2 as is_nieuw,
        row_number() over (
            partition by
                quarantaine.bestand_id,
                quarantaine.regelnummer,
                quarantaine.code,
                quarantaine.plaats,
                quarantaine.gemaakt_op = $2
            order by quarantaine.status asc, quarantaine.quarantaine_id asc
        ) as volgnummer
    from beheer.quarantaine
    where
        quarantaine.bestand_id = any($1)
        and (
            quarantaine.status = 'open'
            or (
                quarantaine.status = 'opgelost'
                and exists (
                    select 1
                    from beheer.audit
                    where
                        audit.handeling = 'quarantaine opgelost'
                        and audit.object = concat('quarantaine ', quarantaine.quarantaine_id)
                )
            )
        )
),

herhaald as materialized (
    select
        oud.quarantaine_id,
        oud.is_open,
        nieuw.quarantaine_id as nieuw_id,
        nieuw.uitleg,
        nieuw.records,
        nieuw.bedrag_eurocent
    from rij as oud
    inner join rij as nieuw
        on
            oud.bestand_id = nieuw.bestand_id
            and oud.regelnummer = nieuw.regelnummer
            and oud.code = nieuw.code
            and oud.plaats = nieuw.plaats
            and oud.volgnummer = nieuw.volgnummer
    where not oud.is_nieuw and nieuw.is_nieuw
),

-- The counters of the file are those of this reading, so an open row must add up to them.
geteld as (
    update beheer.quarantaine
    set
        uitleg = herhaald.uitleg,
        records = herhaald.records,
        bedrag_eurocent = herhaald.bedrag_eurocent
    from herhaald
    where
        quarantaine.quarantaine_id = herhaald.quarantaine_id
        and herhaald.is_open
        and (quarantaine.uitleg, quarantaine.records, quarantaine.bedrag_eurocent)
        is distinct from (herhaald.uitleg, herhaald.records, herhaald.bedrag_eurocent)
),

weg as materialized (
    select rij.quarantaine_id
    from rij
    left join herhaald on rij.quarantaine_id = herhaald.quarantaine_id
    where
        rij.is_open
        and not rij.is_nieuw
        and herhaald.quarantaine_id is null
),

opgelost as (
    update beheer.quarantaine
    set
        status = 'opgelost',
        afgehandeld_op = clock_timestamp()
    from weg
    where quarantaine.quarantaine_id = weg.quarantaine_id
)

delete from beheer.quarantaine
using herhaald
where quarantaine.quarantaine_id = herhaald.nieuw_id;
