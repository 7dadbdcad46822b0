-- Reads the records of the marks to judge, ordered by mark.
-- Grain: line (323), declaration (323) or request record (315, 317); soort is 1, 2, 3 in that
-- order. `keten_reader::decode_kring` reads the columns in this order.
select
    pub_kring.sleutel as groep,
    1::smallint as soort,
    prestatie.wet,
    prestatie.gemeentecode,
    prestatie.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    '323' as berichtsoort,
    pub_heen.identificatie,
    pub_heen.dagtekening,
    pub_heen.oordeel,
    prestatie.regel,
    prestatie.toewijzingnummer,
    prestatie.clientsleutel,
    prestatie.productcategorie,
    prestatie.productcode
from pub_kring
inner join landing.prestatie as prestatie on pub_kring.sleutel = prestatie.referentie_sk
inner join pub_heen on prestatie.bestand_id = pub_heen.bestand_id
where pub_kring.kring = 'kenmerk'
union all
select
    pub_kring.sleutel as groep,
    2::smallint as soort,
    bericht.wet,
    bericht.gemeentecode,
    bericht.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    '323' as berichtsoort,
    pub_heen.identificatie,
    pub_heen.dagtekening,
    pub_heen.oordeel,
    null::integer as regel,
    null::bigint as toewijzingnummer,
    null::uuid as clientsleutel,
    null::text as productcategorie,
    null::text as productcode
from pub_kring
inner join landing.declaratie as declaratie on pub_kring.sleutel = declaratie.kenmerk_sk
inner join landing.bericht as bericht on declaratie.bestand_id = bericht.bestand_id
inner join pub_heen on declaratie.bestand_id = pub_heen.bestand_id
where pub_kring.kring = 'kenmerk'
union all
select
    pub_kring.sleutel as groep,
    3::smallint as soort,
    verzoek.wet,
    verzoek.gemeentecode,
    verzoek.agb_code,
    pub_heen.agb_code as bericht_agb_code,
    bericht.berichtsoort,
    pub_heen.identificatie,
    pub_heen.dagtekening,
    pub_heen.oordeel,
    verzoek.regel,
    null::bigint as toewijzingnummer,
    verzoek.clientsleutel,
    verzoek.productcategorie,
    verzoek.productcode
from pub_kring
inner join landing.verzoek as verzoek on pub_kring.sleutel = verzoek.kenmerk_sk
inner join landing.bericht as bericht on verzoek.bestand_id = bericht.bestand_id
inner join pub_heen on verzoek.bestand_id = pub_heen.bestand_id
where
    pub_kring.kring = 'kenmerk'
    -- A 317 record has a row per product: its first one stands for it.
    and not exists (
        select 1
        from landing.verzoek as eerder
        where
            verzoek.bestand_id = eerder.bestand_id
            and verzoek.regel = eerder.regel
            and verzoek.volgnummer > eerder.volgnummer
    )
order by groep;
