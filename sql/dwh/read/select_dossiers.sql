-- Reads everything about the touched dossiers, ordered by dossier: 301 records, requested products
-- (315, 317), and the answers (319) on those requests: they name no person, so that one may belong
-- to several.
-- Grain and columns are those of select_records.sql: both are read alike.
-- A first load reads `inner join pub_kring` as `left join pub_kring`: everything.
select
    toewijzing.dossier as groep,
    1::smallint as soort,
    toewijzing.bestand_id,
    toewijzing.regel,
    toewijzing.wet,
    toewijzing.gemeentecode,
    toewijzing.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    pub_heen.identificatie,
    pub_heen.release,
    pub_heen.oordeel,
    pub_heen.dagtekening,
    toewijzing.clientsleutel,
    toewijzing.toewijzingnummer,
    toewijzing.beschikkingnummer,
    toewijzing.productcategorie,
    toewijzing.productcode,
    toewijzing.referentie_aanbieder,
    toewijzing.reden_wijziging as reden,
    toewijzing.eenheid,
    toewijzing.frequentie,
    null::integer as volgnummer,
    toewijzing.volume,
    toewijzing.budget_eurocent as tarief_of_budget_eurocent,
    toewijzing.toewijzingsdatum,
    toewijzing.toewijzingstijd,
    toewijzing.ingangsdatum,
    null::date as begindatum,
    toewijzing.einddatum,
    null::text as status,
    null::text as referentienummer,
    null::text as vorig_referentienummer,
    null::text as declaratienummer,
    null::date as declaratieperiode_begin,
    null::bigint as bedrag_eurocent,
    null::boolean as is_teruggestuurd,
    null::text[] as retourcodes
from landing.toewijzing as toewijzing
inner join pub_kring
    on
        toewijzing.dossier = pub_kring.sleutel
        and pub_kring.kring = 'dossier'
inner join pub_heen on toewijzing.bestand_id = pub_heen.bestand_id
union all
select
    verzoek.dossier as groep,
    5::smallint as soort,
    verzoek.bestand_id,
    verzoek.regel,
    verzoek.wet,
    verzoek.gemeentecode,
    verzoek.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    pub_heen.identificatie,
    pub_heen.release,
    pub_heen.oordeel,
    pub_heen.dagtekening,
    verzoek.clientsleutel,
    verzoek.toewijzingnummer,
    verzoek.beschikkingnummer,
    verzoek.productcategorie,
    verzoek.productcode,
    verzoek.referentie_aanbieder,
    verzoek.reden_verzoek as reden,
    verzoek.eenheid,
    verzoek.frequentie,
    verzoek.volgnummer,
    verzoek.volume,
    verzoek.budget_eurocent as tarief_of_budget_eurocent,
    null::date as toewijzingsdatum,
    null::time as toewijzingstijd,
    verzoek.ingangsdatum,
    null::date as begindatum,
    verzoek.einddatum,
    verzoek.onderdeel as status,
    verzoek.verwijzer as referentienummer,
    null::text as vorig_referentienummer,
    null::text as declaratienummer,
    verzoek.beschikking_ingangsdatum as declaratieperiode_begin,
    null::bigint as bedrag_eurocent,
    verzoek.is_raamcontract as is_teruggestuurd,
    null::text[] as retourcodes
from landing.verzoek as verzoek
inner join pub_kring
    on
        verzoek.dossier = pub_kring.sleutel
        and pub_kring.kring = 'dossier'
inner join pub_heen on verzoek.bestand_id = pub_heen.bestand_id
union all
select
    pub_aanvraag.dossier as groep,
    6::smallint as soort,
    antwoord.bestand_id,
    antwoord.regel,
    antwoord.wet,
    antwoord.gemeentecode,
    antwoord.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    pub_heen.identificatie,
    pub_heen.release,
    pub_heen.oordeel,
    pub_heen.dagtekening,
    null::uuid as clientsleutel,
    null::bigint as toewijzingnummer,
    null::bigint as beschikkingnummer,
    null::text as productcategorie,
    null::text as productcode,
    antwoord.referentie_aanbieder,
    antwoord.reden_afwijzing as reden,
    null::text as eenheid,
    null::text as frequentie,
    null::integer as volgnummer,
    null::integer as volume,
    null::bigint as tarief_of_budget_eurocent,
    null::date as toewijzingsdatum,
    null::time as toewijzingstijd,
    null::date as ingangsdatum,
    null::date as begindatum,
    null::date as einddatum,
    antwoord.antwoord as status,
    antwoord.woonplaats_gemeentecode as referentienummer,
    null::text as vorig_referentienummer,
    null::text as declaratienummer,
    null::date as declaratieperiode_begin,
    null::bigint as bedrag_eurocent,
    null::boolean as is_teruggestuurd,
    null::text[] as retourcodes
from landing.antwoord as antwoord
inner join pub_aanvraag on antwoord.keten = pub_aanvraag.keten
inner join pub_heen on antwoord.bestand_id = pub_heen.bestand_id
order by groep;
