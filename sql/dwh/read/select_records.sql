-- Reads the records of the touched chains, ordered by the group they are computed in.
-- Grain: record (301, 305, 307), line (323), requested product (315, 317), answer (319) or
-- voorziening of a case system; soort is 1, 2, 3, 4, 5, 6, 7 in that order. The columns are those
-- of all kinds together, some of which share one: a voorziening has its beschikking under
-- referentie_aanbieder; a request has its kind of referrer under referentienummer, the first day of
-- its beschikking under declaratieperiode_begin and raamcontract under is_teruggestuurd; an answer
-- its municipality under referentienummer; a line the date of its declaration under
-- toewijzingsdatum and the last day of its period under ingangsdatum. `keten_reader::decode` reads
-- them in this order.
-- The codes of a line are its own when it was sent back; else, when its message was refused, those
-- of the answer that reject (domain: `Retourcode::is_afwijzing`).
-- A first load reads `inner join pub_keten` as `left join pub_keten`: everything, with pub_keten
-- naming only the chains that share a group.
select
    coalesce(pub_keten.groep, toewijzing.keten) as groep,
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
inner join pub_keten on toewijzing.keten = pub_keten.keten
inner join pub_heen on toewijzing.bestand_id = pub_heen.bestand_id
union all
select
    coalesce(pub_keten.groep, start.keten) as groep,
    2::smallint as soort,
    start.bestand_id,
    start.regel,
    start.wet,
    start.gemeentecode,
    start.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    pub_heen.identificatie,
    pub_heen.release,
    pub_heen.oordeel,
    pub_heen.dagtekening,
    start.clientsleutel,
    start.toewijzingnummer,
    start.beschikkingnummer,
    start.productcategorie,
    start.productcode,
    null::text as referentie_aanbieder,
    null::text as reden,
    null::text as eenheid,
    null::text as frequentie,
    null::integer as volgnummer,
    null::integer as volume,
    null::bigint as tarief_of_budget_eurocent,
    null::date as toewijzingsdatum,
    null::time as toewijzingstijd,
    start.toewijzing_ingangsdatum as ingangsdatum,
    start.begindatum,
    null::date as einddatum,
    start.status_aanlevering as status,
    null::text as referentienummer,
    null::text as vorig_referentienummer,
    null::text as declaratienummer,
    null::date as declaratieperiode_begin,
    null::bigint as bedrag_eurocent,
    null::boolean as is_teruggestuurd,
    null::text[] as retourcodes
from landing.start as start
inner join pub_keten on start.keten = pub_keten.keten
inner join pub_heen on start.bestand_id = pub_heen.bestand_id
union all
select
    coalesce(pub_keten.groep, stop.keten) as groep,
    3::smallint as soort,
    stop.bestand_id,
    stop.regel,
    stop.wet,
    stop.gemeentecode,
    stop.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    pub_heen.identificatie,
    pub_heen.release,
    pub_heen.oordeel,
    pub_heen.dagtekening,
    stop.clientsleutel,
    stop.toewijzingnummer,
    stop.beschikkingnummer,
    stop.productcategorie,
    stop.productcode,
    null::text as referentie_aanbieder,
    stop.reden_beeindiging as reden,
    null::text as eenheid,
    null::text as frequentie,
    null::integer as volgnummer,
    null::integer as volume,
    null::bigint as tarief_of_budget_eurocent,
    null::date as toewijzingsdatum,
    null::time as toewijzingstijd,
    stop.toewijzing_ingangsdatum as ingangsdatum,
    stop.begindatum,
    stop.einddatum,
    stop.status_aanlevering as status,
    null::text as referentienummer,
    null::text as vorig_referentienummer,
    null::text as declaratienummer,
    null::date as declaratieperiode_begin,
    null::bigint as bedrag_eurocent,
    null::boolean as is_teruggestuurd,
    null::text[] as retourcodes
from landing.stop as stop
inner join pub_keten on stop.keten = pub_keten.keten
inner join pub_heen on stop.bestand_id = pub_heen.bestand_id
union all
select
    coalesce(pub_keten.groep, prestatie.keten) as groep,
    4::smallint as soort,
    prestatie.bestand_id,
    prestatie.regel,
    prestatie.wet,
    prestatie.gemeentecode,
    prestatie.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    pub_heen.identificatie,
    pub_heen.release,
    pub_heen.oordeel,
    pub_heen.dagtekening,
    prestatie.clientsleutel,
    prestatie.toewijzingnummer,
    null::bigint as beschikkingnummer,
    prestatie.productcategorie,
    prestatie.productcode,
    null::text as referentie_aanbieder,
    null::text as reden,
    prestatie.eenheid,
    null::text as frequentie,
    null::integer as volgnummer,
    prestatie.volume,
    prestatie.tarief_eurocent as tarief_of_budget_eurocent,
    pub_heen.declaratie_dagtekening as toewijzingsdatum,
    null::time as toewijzingstijd,
    pub_heen.declaratieperiode_eind as ingangsdatum,
    prestatie.periode_begin as begindatum,
    prestatie.periode_eind as einddatum,
    prestatie.debet_credit as status,
    prestatie.referentienummer,
    prestatie.vorig_referentienummer,
    pub_heen.declaratienummer,
    pub_heen.declaratieperiode_begin,
    prestatie.bedrag_eurocent,
    pub_afgewezen.bestand_id is not null as is_teruggestuurd,
    case
        when pub_afgewezen.bestand_id is not null then pub_afgewezen.retourcodes
        when pub_heen.oordeel = 'afgewezen'
            then
                array(
                    select code.code
                    from unnest(pub_heen.retourcodes) as code (code)
                    where code.code not in ('0200', '0233', '8001')
                )
    end as retourcodes
from landing.prestatie as prestatie
inner join pub_keten on prestatie.keten = pub_keten.keten
inner join pub_heen on prestatie.bestand_id = pub_heen.bestand_id
left join pub_afgewezen
    on
        prestatie.bestand_id = pub_afgewezen.bestand_id
        and prestatie.referentienummer = pub_afgewezen.referentienummer
        and coalesce(prestatie.vorig_referentienummer, '')
        = pub_afgewezen.vorig_referentienummer
union all
select
    coalesce(pub_keten.groep, verzoek.keten) as groep,
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
inner join pub_keten on verzoek.keten = pub_keten.keten
inner join pub_heen on verzoek.bestand_id = pub_heen.bestand_id
union all
select
    coalesce(pub_keten.groep, antwoord.keten) as groep,
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
inner join pub_keten on antwoord.keten = pub_keten.keten
inner join pub_heen on antwoord.bestand_id = pub_heen.bestand_id
union all
select
    coalesce(pub_keten.groep, voorziening.keten) as groep,
    7::smallint as soort,
    null::bigint as bestand_id,
    null::integer as regel,
    voorziening.wet,
    voorziening.gemeentecode,
    voorziening.agb_code,
    null::text as bericht_agb_code,
    null::text as identificatie,
    null::text as release,
    null::text as oordeel,
    null::date as dagtekening,
    voorziening.clientsleutel,
    voorziening.toewijzingnummer,
    null::bigint as beschikkingnummer,
    voorziening.productcategorie,
    voorziening.productcode,
    voorziening.beschikkingnummer as referentie_aanbieder,
    null::text as reden,
    null::text as eenheid,
    null::text as frequentie,
    null::integer as volgnummer,
    null::integer as volume,
    null::bigint as tarief_of_budget_eurocent,
    null::date as toewijzingsdatum,
    null::time as toewijzingstijd,
    voorziening.ingangsdatum,
    null::date as begindatum,
    voorziening.einddatum,
    null::text as status,
    null::text as referentienummer,
    null::text as vorig_referentienummer,
    null::text as declaratienummer,
    null::date as declaratieperiode_begin,
    null::bigint as bedrag_eurocent,
    voorziening.is_staand as is_teruggestuurd,
    null::text[] as retourcodes
from pub_voorziening as voorziening
inner join pub_keten on voorziening.keten = pub_keten.keten
order by groep;
