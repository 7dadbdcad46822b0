-- Measures every message and record that has a term, in working days.
-- Terms: 305 and 307 five days after the event or the allocation (OP271, OP272), retour three
-- (OP090), 325 ten (OP090x4), an answer to a request five (OP274, OP346).
-- Grain: term and message, or record.
-- A barrier: tables without row level security are reached by a join, and a condition of the
-- reader must not be tried on rows that the join leaves out.
create view mart.kwaliteit_tijdigheid_regel with (security_barrier) as
with toewijzingsbericht as (
    -- Periods that were sent for every numbered allocation, and since when, by messages that were
    -- not sent back.
    select
        toewijzing.keten as toewijzing_sk,
        toewijzing.ingangsdatum,
        toewijzing.einddatum,
        min(bericht.dagtekening) as dagtekening
    from landing.toewijzing as toewijzing
    inner join dwh.feit_bericht as bericht on toewijzing.bestand_id = bericht.bestand_id
    where toewijzing.keten > 0 and bericht.retour_status <> 'afgewezen'
    group by toewijzing.keten, toewijzing.ingangsdatum, toewijzing.einddatum
    union all
    select
        versie.toewijzing_sk,
        versie.ingangsdatum,
        versie.einddatum,
        min(bericht.dagtekening) as dagtekening
    from dwh.feit_toewijzing_versie as versie
    inner join dwh.feit_bericht as bericht
        on
            versie.wet = bericht.wet
            and versie.gemeentecode = bericht.gemeentecode
            and versie.agb_code = bericht.agb_code
            and versie.bericht_identificatie = bericht.identificatie
            and bericht.berichtsoort = '301'
    where versie.toewijzing_sk < 0
    group by versie.toewijzing_sk, versie.ingangsdatum, versie.einddatum
),

eerste_toewijzing as (
    select
        toewijzing.toewijzing_sk,
        min(toewijzing.dagtekening) as dagtekening,
        array_agg(toewijzing.dagtekening) as dagen,
        array_agg(daterange(toewijzing.ingangsdatum, toewijzing.einddatum, '[]')) as perioden
    from toewijzingsbericht as toewijzing
    group by toewijzing.toewijzing_sk
),

melding as (
    select
        start.keten,
        start.bestand_id,
        start.regel,
        start.agb_code,
        start.clientsleutel,
        start.toewijzingnummer,
        start.beschikkingnummer,
        start.productcategorie,
        start.productcode,
        start.status_aanlevering,
        start.begindatum,
        start.begindatum as gebeurd_op,
        false as is_pauze
    from landing.start as start
    union all
    select
        stop.keten,
        stop.bestand_id,
        stop.regel,
        stop.agb_code,
        stop.clientsleutel,
        stop.toewijzingnummer,
        stop.beschikkingnummer,
        stop.productcategorie,
        stop.productcode,
        stop.status_aanlevering,
        stop.begindatum,
        stop.einddatum as gebeurd_op,
        stop.reden_beeindiging = '20' as is_pauze
    from landing.stop as stop
),

gekoppeld as (
    select
        melding.*,
        koppeling.gemeente_sk,
        koppeling.aanbieder_sk,
        koppeling.wet,
        koppeling.gemeentecode,
        koppeling.berichtsoort,
        koppeling.bericht_identificatie,
        koppeling.toewijzing_sk,
        koppeling.koppelstatus,
        bericht.agb_code as bericht_agb_code,
        bericht.dagtekening,
        koppeling.koppelstatus = 'ingetrokken'
        and melding.status_aanlevering <> '3' as is_ingetrokken,
        case when melding.toewijzingnummer is null then melding.beschikkingnummer end
            as spoor_beschikking,
        case when melding.toewijzingnummer is null then melding.productcategorie end
            as spoor_categorie,
        case when melding.toewijzingnummer is null then melding.productcode end as spoor_code
    from melding
    inner join dwh.feit_bericht as bericht on melding.bestand_id = bericht.bestand_id
    inner join dwh.feit_koppeling as koppeling
        on
            melding.keten = koppeling.keten_sk
            and bericht.berichtsoort = koppeling.berichtsoort
            and bericht.identificatie = koppeling.bericht_identificatie
            and bericht.agb_code = coalesce(koppeling.bericht_agb_code, koppeling.agb_code)
            and melding.regel = koppeling.regelnummer
),

-- What was sent before on the same track: a correction, or the stop after a pause, has no term of
-- its own.
in_volgorde as (
    select
        gekoppeld.*,
        coalesce(
            bool_or(gekoppeld.is_ingetrokken)
                over (spoor rows unbounded preceding exclude current row),
            false
        ) as is_correctie,
        coalesce(
            bool_or(
                gekoppeld.is_pauze and gekoppeld.koppelstatus not in ('ingetrokken', 'afgewezen')
            )
                over (levering rows unbounded preceding exclude current row),
            false
        ) as is_na_pauze
    from gekoppeld
    window
        spoor as (
            partition by
                gekoppeld.keten,
                gekoppeld.berichtsoort,
                gekoppeld.agb_code,
                gekoppeld.clientsleutel,
                gekoppeld.spoor_beschikking,
                gekoppeld.spoor_categorie,
                gekoppeld.spoor_code
            order by
                gekoppeld.dagtekening asc,
                gekoppeld.bericht_identificatie collate "C" asc,
                gekoppeld.bericht_agb_code asc,
                gekoppeld.regel asc
        ),
        levering as (
            partition by
                gekoppeld.keten,
                gekoppeld.berichtsoort,
                gekoppeld.agb_code,
                gekoppeld.clientsleutel,
                gekoppeld.spoor_beschikking,
                gekoppeld.spoor_categorie,
                gekoppeld.spoor_code,
                gekoppeld.productcategorie,
                gekoppeld.productcode,
                gekoppeld.begindatum
            order by
                gekoppeld.dagtekening asc,
                gekoppeld.bericht_identificatie collate "C" asc,
                gekoppeld.bericht_agb_code asc,
                gekoppeld.regel asc
        )
),

eerste_retour as (
    select
        retour.betreft_identiteit,
        min(retour.dagtekening) as dagtekening
    from dwh.feit_bericht as retour
    where retour.betreft_identiteit is not null
    group by retour.betreft_identiteit
),

eerste_antwoord as (
    -- A 301 answers the requests of its person, a 319 every request with its reference.
    select
        antwoord.keten,
        antwoord.clientsleutel,
        min(bericht.dagtekening) as dagtekening
    from (
        select
            toewijzing.verzoek_keten as keten,
            toewijzing.clientsleutel,
            toewijzing.bestand_id
        from landing.toewijzing as toewijzing
        where toewijzing.verzoek_keten is not null
        union all
        select
            reactie.keten,
            verzoek.clientsleutel,
            reactie.bestand_id
        from landing.antwoord as reactie
        inner join landing.verzoek as verzoek on reactie.keten = verzoek.keten
    ) as antwoord
    inner join dwh.feit_bericht as bericht on antwoord.bestand_id = bericht.bestand_id
    where bericht.retour_status <> 'afgewezen'
    group by antwoord.keten, antwoord.clientsleutel
),

verzoek as (
    select distinct
        vraag.keten,
        vraag.bestand_id,
        vraag.regel,
        vraag.clientsleutel
    from landing.verzoek as vraag
    where vraag.referentie_aanbieder is not null
),

termijn as (
    select
        melding.gemeente_sk,
        melding.aanbieder_sk,
        melding.wet,
        melding.gemeentecode,
        melding.agb_code,
        case melding.berichtsoort when '305' then 'OP271' else 'OP272' end as norm,
        'aanbieder' as verantwoordelijke,
        melding.berichtsoort,
        melding.bericht_identificatie,
        melding.regel as regelnummer,
        melding.toewijzingnummer,
        5 as norm_werkdagen,
        melding.dagtekening as maand_datum,
        greatest(
            melding.gebeurd_op,
            coalesce(
                -- Nobody can report a start in time for what was allocated to that day afterwards.
                case when melding.berichtsoort = '305' then (
                    select min(dekking.dagtekening)
                    from unnest(eerste.dagen, eerste.perioden) as dekking (dagtekening, periode)
                    where dekking.periode @> melding.begindatum
                ) end,
                eerste.dagtekening
            )
        ) as vanaf,
        melding.dagtekening as gereed_op
    from in_volgorde as melding
    inner join eerste_toewijzing as eerste on melding.toewijzing_sk = eerste.toewijzing_sk
    where
        melding.koppelstatus = 'gekoppeld'
        and melding.status_aanlevering = '1'
        and not melding.is_correctie
        and (melding.berichtsoort = '305' or melding.is_pauze or not melding.is_na_pauze)
        and not exists (
            select 1
            from dwh.feit_bevinding as dubbel
            where
                melding.keten = dubbel.keten_sk
                and dubbel.regelcode = 'TR074'
                and dubbel.status <> 'opgelost'
                and melding.berichtsoort = dubbel.berichtsoort
                and melding.bericht_identificatie = dubbel.bericht_identificatie
                and melding.agb_code = dubbel.agb_code
                and melding.regel = dubbel.regelnummer
        )
    union all
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        case bericht.berichtsoort when '323' then 'OP090x4' else 'OP090' end as norm,
        case when bericht.berichtsoort in ('301', '319') then 'aanbieder' else 'gemeente' end
            as verantwoordelijke,
        bericht.berichtsoort,
        bericht.identificatie as bericht_identificatie,
        null::integer as regelnummer,
        null::bigint as toewijzingnummer,
        case bericht.berichtsoort when '323' then 10 else 3 end as norm_werkdagen,
        bericht.dagtekening as maand_datum,
        bericht.dagtekening as vanaf,
        retour.dagtekening as gereed_op
    from dwh.feit_bericht as bericht
    left join eerste_retour as retour on bericht.identiteit = retour.betreft_identiteit
    where bericht.berichtsoort in ('301', '305', '307', '315', '317', '319', '323')
    union all
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        case bericht.berichtsoort when '315' then 'OP274' else 'OP346' end as norm,
        'gemeente' as verantwoordelijke,
        bericht.berichtsoort,
        bericht.identificatie as bericht_identificatie,
        verzoek.regel as regelnummer,
        null::bigint as toewijzingnummer,
        5 as norm_werkdagen,
        bericht.dagtekening as maand_datum,
        bericht.dagtekening as vanaf,
        antwoord.dagtekening as gereed_op
    from verzoek
    inner join dwh.feit_bericht as bericht on verzoek.bestand_id = bericht.bestand_id
    left join eerste_antwoord as antwoord
        on verzoek.keten = antwoord.keten and verzoek.clientsleutel = antwoord.clientsleutel
    where bericht.retour_status <> 'afgewezen'
),

gemeten as (
    select
        termijn.*,
        coalesce(
            case
                when coalesce(termijn.gereed_op, peildatum.peildatum) <= termijn.vanaf then 0
                else
                    einde.volgnummer - begin.volgnummer
                    + case when einde.is_werkdag then 0 else 1 end
            end,
            0
        ) as werkdagen
    from termijn
    cross join mart.peildatum as peildatum
    left join mart.werkdag as begin on termijn.vanaf = begin.datum
    left join mart.werkdag as einde
        on coalesce(termijn.gereed_op, peildatum.peildatum) = einde.datum
    where termijn.maand_datum >= '2021-01-01'
)

select
    gemeten.gemeente_sk,
    gemeten.aanbieder_sk,
    to_char(gemeten.maand_datum, 'YYYYMM01')::integer as maand_sk,
    gemeten.wet,
    gemeten.gemeentecode,
    gemeten.agb_code,
    gemeten.norm,
    gemeten.verantwoordelijke,
    gemeten.berichtsoort,
    gemeten.bericht_identificatie,
    gemeten.regelnummer,
    gemeten.toewijzingnummer,
    gemeten.norm_werkdagen,
    gemeten.werkdagen,
    case
        when gemeten.werkdagen > gemeten.norm_werkdagen then 'te_laat'
        when gemeten.gereed_op is null then 'open'
        else 'binnen_norm'
    end as uitkomst,
    date_trunc('month', gemeten.maand_datum::timestamp)::date as maand,
    gemeten.vanaf,
    gemeten.gereed_op
from gemeten;

comment on view mart.kwaliteit_tijdigheid_regel is
'Een rij per record of bericht met een termijn in werkdagen: wanneer begon zij, wanneer was het '
'gereed, en was dat op tijd. Vanaf Dagtekening 1 januari 2021. Niet beoordeeld worden: '
'verwijderingen, ingetrokken, afgewezen, dubbele en niet gekoppelde meldingen, een melding na '
'een ingetrokken eerdere, en de definitieve stop na een tijdelijke.';
comment on column mart.kwaliteit_tijdigheid_regel.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_tijdigheid_regel.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_tijdigheid_regel.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_tijdigheid_regel.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_tijdigheid_regel.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_tijdigheid_regel.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_tijdigheid_regel.norm is
'Regel met de termijn: OP271 (305), OP272 (307), OP090 (retour), OP090x4 (325), OP274 (antwoord '
'op 315) of OP346 (antwoord op 317).';
comment on column mart.kwaliteit_tijdigheid_regel.verantwoordelijke is
'Wie de termijn moet halen: aanbieder of gemeente.';
comment on column mart.kwaliteit_tijdigheid_regel.berichtsoort is
'Soort bericht, bijvoorbeeld 305.';
comment on column mart.kwaliteit_tijdigheid_regel.bericht_identificatie is
'Nummer van het bericht bij de afzender. Bron: Identificatie.';
comment on column mart.kwaliteit_tijdigheid_regel.regelnummer is
'Hoeveelste product of verzoek in het bericht. Leeg: het hele bericht.';
comment on column mart.kwaliteit_tijdigheid_regel.toewijzingnummer is
'Toewijzingnummer in het record. Leeg: taakgericht of geen melding.';
comment on column mart.kwaliteit_tijdigheid_regel.norm_werkdagen is
'Termijn in werkdagen.';
comment on column mart.kwaliteit_tijdigheid_regel.werkdagen is
'Werkdagen van vanaf tot gereed_op, en zolang dat leeg is tot de peildatum. Een weekend of '
'feestdag telt als de eerstvolgende werkdag. 0: op de dag zelf of eerder.';
comment on column mart.kwaliteit_tijdigheid_regel.uitkomst is
'binnen_norm, te_laat (ook als het na de termijn nog niet gereed is) of open (nog niet gereed, '
'termijn loopt).';
comment on column mart.kwaliteit_tijdigheid_regel.maand is
'Eerste dag van de maand van de Dagtekening van het bericht.';
comment on column mart.kwaliteit_tijdigheid_regel.vanaf is
'Eerste dag van de termijn. OP271: Begindatum, of later de eerste 301 waarvan de periode die dag '
'bevat. OP272: Einddatum, of later de eerste 301. Anders: Dagtekening van het bericht.';
comment on column mart.kwaliteit_tijdigheid_regel.gereed_op is
'Dagtekening van de melding, van de eerste retour of van het eerste antwoord (301 of 319). '
'Leeg: nog niet gereed.';
