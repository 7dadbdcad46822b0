-- Brings the cases in line with landing: the newest content of each row of each source. Time spent
-- runs from application (else report) to decision (else end), less the suspension within. The least
-- and the greatest of days pass over those that are unknown.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with termijn as (
    select
        zaak.bron,
        zaak.rij_sleutel,
        zaak.gezien_van,
        coalesce(zaak.aanvraagdatum, zaak.aanmelddatum) as begindatum,
        coalesce(zaak.besluitdatum, zaak.einddatum) as einddatum
    from landing.csv_zaak as zaak
    where
        not exists (
            select 1
            from landing.csv_zaak as later
            where
                zaak.bron = later.bron
                and zaak.rij_sleutel = later.rij_sleutel
                and zaak.gezien_van < later.gezien_van
        )
),

nieuw as (
    select
        coalesce(zaak.gemeentecode, '0000')::bigint as gemeente_sk,
        coalesce(persoon.client_sk, 0) as client_sk,
        coalesce(
            dwh.surrogaat('team|' || coalesce(zaak.gemeentecode, '0000') || '|' || zaak.team), 0
        ) as team_sk,
        coalesce(
            dwh.surrogaat(
                'medewerker|' || coalesce(zaak.gemeentecode, '0000') || '|' || zaak.medewerker
            ), 0
        ) as medewerker_sk,
        dwh.surrogaat(
            concat(
                'zaak|', zaak.bron, '|', coalesce(zaak.gemeentecode, '0000'), '|', zaak.zaaknummer
            )
        ) as zaak_sk,
        zaak.wet,
        coalesce(zaak.gemeentecode, '0000') as gemeentecode,
        zaak.zaaknummer,
        zaak.zaaktype,
        zaak.regeling,
        zaak.status,
        zaak.resultaat,
        zaak.reden_afsluiting,
        zaak.kanaal,
        zaak.verwijzer,
        zaak.team,
        array(
            select distinct leefgebied.label
            from unnest(zaak.leefgebieden) as leefgebied (label)
            where leefgebied.label is not null
            order by leefgebied.label
        ) as leefgebieden,
        termijn.einddatum
        > coalesce(zaak.uiterste_einddatum, zaak.einddatum_gepland) as is_te_laat,
        case
            when termijn.begindatum <= termijn.einddatum
                then
                    termijn.einddatum - termijn.begindatum
                    - case
                        when zaak.opschorting_van is null then 0
                        else
                            greatest(
                                least(zaak.opschorting_tot, termijn.einddatum)
                                - greatest(zaak.opschorting_van, termijn.begindatum), 0
                            )
                    end
        end as doorlooptijd_dagen,
        case
            when
                zaak.opschorting_van is not null
                and coalesce(zaak.opschorting_tot, termijn.einddatum) is not null
                then
                    greatest(
                        least(zaak.opschorting_tot, termijn.einddatum)
                        - greatest(zaak.opschorting_van, termijn.begindatum), 0
                    )
        end as opschorting_dagen,
        zaak.verlenging_dagen,
        zaak.aanmelddatum,
        zaak.aanvraagdatum,
        zaak.startdatum,
        zaak.besluitdatum,
        zaak.einddatum_gepland,
        zaak.uiterste_einddatum,
        zaak.einddatum,
        zaak.bron,
        zaak.bestand_id,
        zaak.regel,
        zaak.gezien_tot as vervallen_op
    from landing.csv_zaak as zaak
    inner join termijn
        on
            zaak.bron = termijn.bron
            and zaak.rij_sleutel = termijn.rij_sleutel
            and zaak.gezien_van = termijn.gezien_van
    left join pub_csv_client as persoon
        on
            zaak.client = persoon.client
            and coalesce(zaak.gemeentecode, '0000') = persoon.gemeentecode
            and zaak.bron = persoon.bron
),

weg as (
    delete from dwh.feit_zaak as oud
    where
        not exists (
            select 1
            from nieuw
            where oud.zaak_sk = nieuw.zaak_sk
        )
    returning 1
),

zet as (
    insert into dwh.feit_zaak as oud (
        gemeente_sk, client_sk, team_sk, medewerker_sk, zaak_sk, wet, gemeentecode,
        zaaknummer, zaaktype, regeling, status, resultaat, reden_afsluiting, kanaal,
        verwijzer, team, leefgebieden, is_te_laat, doorlooptijd_dagen, opschorting_dagen,
        verlenging_dagen, aanmelddatum, aanvraagdatum, startdatum, besluitdatum,
        einddatum_gepland, uiterste_einddatum, einddatum, bron, bestand_id, regel,
        vervallen_op
    )
    select
        nieuw.gemeente_sk,
        nieuw.client_sk,
        nieuw.team_sk,
        nieuw.medewerker_sk,
        nieuw.zaak_sk,
        nieuw.wet,
        nieuw.gemeentecode,
        nieuw.zaaknummer,
        nieuw.zaaktype,
        nieuw.regeling,
        nieuw.status,
        nieuw.resultaat,
        nieuw.reden_afsluiting,
        nieuw.kanaal,
        nieuw.verwijzer,
        nieuw.team,
        nieuw.leefgebieden,
        nieuw.is_te_laat,
        nieuw.doorlooptijd_dagen,
        nieuw.opschorting_dagen,
        nieuw.verlenging_dagen,
        nieuw.aanmelddatum,
        nieuw.aanvraagdatum,
        nieuw.startdatum,
        nieuw.besluitdatum,
        nieuw.einddatum_gepland,
        nieuw.uiterste_einddatum,
        nieuw.einddatum,
        nieuw.bron,
        nieuw.bestand_id,
        nieuw.regel,
        nieuw.vervallen_op
    from nieuw
    on conflict (zaak_sk) do update
    set
        gemeente_sk = excluded.gemeente_sk,
        client_sk = excluded.client_sk,
        team_sk = excluded.team_sk,
        medewerker_sk = excluded.medewerker_sk,
        wet = excluded.wet,
        gemeentecode = excluded.gemeentecode,
        zaaknummer = excluded.zaaknummer,
        zaaktype = excluded.zaaktype,
        regeling = excluded.regeling,
        status = excluded.status,
        resultaat = excluded.resultaat,
        reden_afsluiting = excluded.reden_afsluiting,
        kanaal = excluded.kanaal,
        verwijzer = excluded.verwijzer,
        team = excluded.team,
        leefgebieden = excluded.leefgebieden,
        is_te_laat = excluded.is_te_laat,
        doorlooptijd_dagen = excluded.doorlooptijd_dagen,
        opschorting_dagen = excluded.opschorting_dagen,
        verlenging_dagen = excluded.verlenging_dagen,
        aanmelddatum = excluded.aanmelddatum,
        aanvraagdatum = excluded.aanvraagdatum,
        startdatum = excluded.startdatum,
        besluitdatum = excluded.besluitdatum,
        einddatum_gepland = excluded.einddatum_gepland,
        uiterste_einddatum = excluded.uiterste_einddatum,
        einddatum = excluded.einddatum,
        bron = excluded.bron,
        bestand_id = excluded.bestand_id,
        regel = excluded.regel,
        vervallen_op = excluded.vervallen_op
    where
        (
            oud.gemeente_sk, oud.client_sk, oud.team_sk, oud.medewerker_sk, oud.wet,
            oud.gemeentecode, oud.zaaknummer, oud.zaaktype, oud.regeling, oud.status,
            oud.resultaat, oud.reden_afsluiting, oud.kanaal, oud.verwijzer, oud.team,
            oud.leefgebieden, oud.is_te_laat, oud.doorlooptijd_dagen, oud.opschorting_dagen,
            oud.verlenging_dagen, oud.aanmelddatum, oud.aanvraagdatum, oud.startdatum,
            oud.besluitdatum, oud.einddatum_gepland, oud.uiterste_einddatum, oud.einddatum,
            oud.bron, oud.bestand_id, oud.regel, oud.vervallen_op
        ) is distinct from (
            excluded.gemeente_sk, excluded.client_sk, excluded.team_sk,
            excluded.medewerker_sk, excluded.wet, excluded.gemeentecode,
            excluded.zaaknummer, excluded.zaaktype, excluded.regeling, excluded.status,
            excluded.resultaat, excluded.reden_afsluiting, excluded.kanaal,
            excluded.verwijzer, excluded.team, excluded.leefgebieden, excluded.is_te_laat,
            excluded.doorlooptijd_dagen, excluded.opschorting_dagen,
            excluded.verlenging_dagen, excluded.aanmelddatum, excluded.aanvraagdatum,
            excluded.startdatum, excluded.besluitdatum, excluded.einddatum_gepland,
            excluded.uiterste_einddatum, excluded.einddatum, excluded.bron,
            excluded.bestand_id, excluded.regel, excluded.vervallen_op
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
