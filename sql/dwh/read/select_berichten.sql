-- Reads the messages to judge, ordered by message: its header with what is known of its answer
-- (heen), or of the 323 that it answers (325); what the reader saw; and the lines that a 325 sends
-- back, each with the line of its 323 of the same ReferentieNummer and VorigReferentieNummer.
-- Grain: message, observation or line; soort is 1 (heen), 2 (325), 3 (observation), 4 (line). The
-- columns are those of all four together; a line has its ReferentieNummer under code. An
-- observation on a line has the allocation number of that line.
-- `keten_reader::decode_kring` reads the columns in this order.
-- A first load reads `inner join pub_berichtkring` as `left join pub_berichtkring`: everything.
select
    bericht.bestand_id as groep,
    1::smallint as soort,
    bericht.identiteit,
    bericht.wet,
    bericht.gemeentecode,
    bericht.agb_code,
    bericht.berichtsoort,
    bericht.release,
    bericht.identificatie,
    bericht.dagtekening,
    pub_heen.oordeel,
    pub_heen.antwoord_dagtekening,
    antwoord.woonplaats_gemeentecode,
    pub_heen.declaratieperiode_begin as periode_begin,
    pub_heen.declaratieperiode_eind as periode_eind,
    pub_declaratie.laatste_eerdere_begin,
    null::boolean as is_declaratie_bekend,
    null::text as declaratienummer,
    null::text as van_declaratie,
    null::boolean as is_nummer_bekend,
    null::boolean as is_andere_xsd_versie,
    null::boolean as heeft_geweigerde_regels,
    null::integer as regel,
    null::text as code,
    null::bigint as toewijzingnummer,
    null::uuid as clientsleutel,
    null::text as productcategorie,
    null::text as productcode,
    null::text as eenheid,
    null::integer as volume,
    null::bigint as tarief_eurocent,
    null::bigint as bedrag_eurocent,
    null::bigint as in_toewijzingnummer,
    null::uuid as in_clientsleutel,
    null::text as in_productcategorie,
    null::text as in_productcode,
    null::text as in_eenheid,
    null::integer as in_volume,
    null::bigint as in_tarief_eurocent,
    null::bigint as in_bedrag_eurocent,
    null::date as in_periode_begin,
    null::date as in_periode_eind
from landing.bericht as bericht
inner join pub_berichtkring on bericht.bestand_id = pub_berichtkring.bestand_id
left join pub_heen on bericht.bestand_id = pub_heen.bestand_id
left join pub_declaratie on bericht.bestand_id = pub_declaratie.bestand_id
left join landing.antwoord as antwoord on bericht.bestand_id = antwoord.bestand_id
where bericht.betreft is null
union all
select
    bericht.bestand_id as groep,
    2::smallint as soort,
    bericht.identiteit,
    bericht.wet,
    bericht.gemeentecode,
    bericht.agb_code,
    bericht.berichtsoort,
    bericht.release,
    bericht.identificatie,
    bericht.dagtekening,
    null::text as oordeel,
    null::date as antwoord_dagtekening,
    null::text as woonplaats_gemeentecode,
    null::date as periode_begin,
    null::date as periode_eind,
    null::date as laatste_eerdere_begin,
    heen.bestand_id is not null as is_declaratie_bekend,
    declaratie_antwoord.declaratienummer,
    declaratie.declaratienummer as van_declaratie,
    case
        when heen.bestand_id is not null then true
        else
            exists (
                select 1
                from landing.declaratie as ander
                where
                    ander.kenmerk_sk = landing.kenmerk(
                        'declaratie', bericht.wet, bericht.agb_code,
                        declaratie_antwoord.declaratienummer
                    )
                    and ander.declaratienummer = declaratie_antwoord.declaratienummer
            )
    end as is_nummer_bekend,
    bericht.betreft_xsd_versie <> heen.xsd_versie as is_andere_xsd_versie,
    case
        when
            exists (
                select 1
                from landing.afgewezen_prestatie as regel
                where regel.bestand_id = bericht.bestand_id
            )
            then
                heen.aantal_regels > (
                    select count(*)
                    from landing.prestatie as prestatie
                    where prestatie.bestand_id = heen.bestand_id
                )
    end as heeft_geweigerde_regels,
    null::integer as regel,
    null::text as code,
    null::bigint as toewijzingnummer,
    null::uuid as clientsleutel,
    null::text as productcategorie,
    null::text as productcode,
    null::text as eenheid,
    null::integer as volume,
    null::bigint as tarief_eurocent,
    null::bigint as bedrag_eurocent,
    null::bigint as in_toewijzingnummer,
    null::uuid as in_clientsleutel,
    null::text as in_productcategorie,
    null::text as in_productcode,
    null::text as in_eenheid,
    null::integer as in_volume,
    null::bigint as in_tarief_eurocent,
    null::bigint as in_bedrag_eurocent,
    null::date as in_periode_begin,
    null::date as in_periode_eind
from landing.bericht as bericht
inner join pub_berichtkring on bericht.bestand_id = pub_berichtkring.bestand_id
left join landing.bericht as heen on bericht.betreft = heen.identiteit
left join landing.declaratie as declaratie on heen.bestand_id = declaratie.bestand_id
left join landing.declaratie_antwoord as declaratie_antwoord
    on bericht.bestand_id = declaratie_antwoord.bestand_id
where bericht.berichtsoort = '325'
union all
select
    waarneming.bestand_id as groep,
    3::smallint as soort,
    null::uuid as identiteit,
    null::text as wet,
    null::text as gemeentecode,
    null::text as agb_code,
    null::text as berichtsoort,
    null::text as release,
    null::text as identificatie,
    null::date as dagtekening,
    null::text as oordeel,
    null::date as antwoord_dagtekening,
    null::text as woonplaats_gemeentecode,
    null::date as periode_begin,
    null::date as periode_eind,
    null::date as laatste_eerdere_begin,
    null::boolean as is_declaratie_bekend,
    null::text as declaratienummer,
    null::text as van_declaratie,
    null::boolean as is_nummer_bekend,
    null::boolean as is_andere_xsd_versie,
    null::boolean as heeft_geweigerde_regels,
    waarneming.regel,
    waarneming.code,
    prestatie.toewijzingnummer,
    null::uuid as clientsleutel,
    null::text as productcategorie,
    null::text as productcode,
    null::text as eenheid,
    null::integer as volume,
    null::bigint as tarief_eurocent,
    null::bigint as bedrag_eurocent,
    null::bigint as in_toewijzingnummer,
    null::uuid as in_clientsleutel,
    null::text as in_productcategorie,
    null::text as in_productcode,
    null::text as in_eenheid,
    null::integer as in_volume,
    null::bigint as in_tarief_eurocent,
    null::bigint as in_bedrag_eurocent,
    null::date as in_periode_begin,
    null::date as in_periode_eind
from landing.waarneming as waarneming
inner join pub_berichtkring on waarneming.bestand_id = pub_berichtkring.bestand_id
left join landing.prestatie as prestatie
    on
        waarneming.bestand_id = prestatie.bestand_id
        and waarneming.regel = prestatie.regel
union all
(
    select distinct on (regel.bestand_id, regel.regel)
        regel.bestand_id as groep,
        4::smallint as soort,
        null::uuid as identiteit,
        bericht.wet,
        null::text as gemeentecode,
        null::text as agb_code,
        null::text as berichtsoort,
        null::text as release,
        null::text as identificatie,
        null::date as dagtekening,
        null::text as oordeel,
        null::date as antwoord_dagtekening,
        null::text as woonplaats_gemeentecode,
        regel.periode_begin,
        regel.periode_eind,
        null::date as laatste_eerdere_begin,
        null::boolean as is_declaratie_bekend,
        null::text as declaratienummer,
        null::text as van_declaratie,
        null::boolean as is_nummer_bekend,
        null::boolean as is_andere_xsd_versie,
        null::boolean as heeft_geweigerde_regels,
        regel.regel,
        regel.referentienummer as code,
        mod(regel.keten, 1000000000) as toewijzingnummer,
        regel.clientsleutel,
        regel.productcategorie,
        regel.productcode,
        regel.eenheid,
        regel.volume,
        regel.tarief_eurocent,
        regel.bedrag_eurocent,
        ingediend.toewijzingnummer as in_toewijzingnummer,
        ingediend.clientsleutel as in_clientsleutel,
        ingediend.productcategorie as in_productcategorie,
        ingediend.productcode as in_productcode,
        ingediend.eenheid as in_eenheid,
        ingediend.volume as in_volume,
        ingediend.tarief_eurocent as in_tarief_eurocent,
        ingediend.bedrag_eurocent as in_bedrag_eurocent,
        ingediend.periode_begin as in_periode_begin,
        ingediend.periode_eind as in_periode_eind
    from landing.afgewezen_prestatie as regel
    inner join pub_berichtkring on regel.bestand_id = pub_berichtkring.bestand_id
    inner join landing.bericht as bericht on regel.bestand_id = bericht.bestand_id
    left join landing.bericht as heen on regel.betreft = heen.identiteit
    left join landing.prestatie as ingediend
        on
            heen.bestand_id = ingediend.bestand_id
            -- Its key finds one line by the index, however many the 323 has.
            and landing.kenmerk(
                'referentie', heen.wet, heen.agb_code, regel.referentienummer
            ) = ingediend.referentie_sk
            and regel.referentienummer = ingediend.referentienummer
            and coalesce(regel.vorig_referentienummer, '')
            = coalesce(ingediend.vorig_referentienummer, '')
    order by regel.bestand_id, regel.regel, ingediend.regel
)
order by groep;
