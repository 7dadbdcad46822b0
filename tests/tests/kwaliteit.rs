//! The quality views say what the facts say: their parts add up to the whole, in an inbox with everything.
//!
//! What a median, a limit or a term comes to is counted on paper in `crates/load/tests/mart/maand.rs`.

use std::collections::BTreeSet;

use sluis_tests::Warehouse;

use crate::generated::{EVERYTHING, PEILDATUM, loaded_with};

const CLIENTS: u32 = 400;

/// Planted defects in a thousand allocations: every rule has something to say.
const DEFECTS: u32 = 400;

/// Two queries that must give the same rows, and at least one.
#[track_caller]
fn assert_equal(warehouse: &Warehouse, what: &str, view: &str, facts: &str) {
    assert!(!warehouse.query(view).unwrap().is_empty(), "{what} shows nothing");
    assert_same(warehouse, what, view, facts);
}

/// Two queries that must give the same rows, if any.
#[track_caller]
fn assert_same(warehouse: &Warehouse, what: &str, view: &str, facts: &str) {
    let shown = warehouse.query(view).unwrap();
    let counted = warehouse.query(facts).unwrap();
    let (left, right): (BTreeSet<_>, BTreeSet<_>) =
        (shown.iter().collect(), counted.iter().collect());
    let only_shown: Vec<_> = left.difference(&right).take(5).collect();
    let only_counted: Vec<_> = right.difference(&left).take(5).collect();
    assert!(
        shown.len() == counted.len() && left == right,
        "{what}: {} rows shown, {} counted; only shown {only_shown:#?}; only counted {only_counted:#?}",
        shown.len(),
        counted.len()
    );
}

/// Rows that a query must not find.
#[track_caller]
fn assert_none(warehouse: &Warehouse, what: &str, sql: &str) {
    let rows = warehouse.query(sql).unwrap();
    assert!(rows.is_empty(), "{what}: {:#?}", rows.iter().take(5).collect::<Vec<_>>());
}

#[test]
fn quality_views_add_up_to_the_facts() {
    let (warehouse, _) = loaded_with(CLIENTS, 21, DEFECTS, EVERYTHING);
    findings(&warehouse);
    completeness(&warehouse);
    timeliness(&warehouse);
    linkage(&warehouse);
    direction(&warehouse);
    volumes(&warehouse);
    outliers(&warehouse);
    duplicates(&warehouse);
    answers(&warehouse);
    headlines(&warehouse);
    documented(&warehouse);
    persons(&warehouse);
    resolved(&warehouse);
}

fn findings(warehouse: &Warehouse) {
    assert_equal(
        warehouse,
        "kwaliteit_bevinding",
        "select regelcode, berichtsoort, sum(aantal_open), sum(aantal_geaccepteerd), sum(aantal_opgelost) \
         from mart.kwaliteit_bevinding group by 1, 2",
        "select regelcode, berichtsoort, sum((status = 'open')::int), sum((status = 'geaccepteerd')::int), \
         sum((status = 'opgelost')::int) from dwh.feit_bevinding group by 1, 2",
    );
    assert_equal(
        warehouse,
        "month and denominator of findings on a record of release 3",
        "select regelcode, wet, gemeentecode, agb_code, berichtsoort, maand, aantal_getoetst \
         from mart.kwaliteit_bevinding as k where plaats = 'record' and maand >= '2021-01-01'",
        "select distinct f.regelcode, f.wet, f.gemeentecode, f.agb_code, f.berichtsoort, \
         date_trunc('month', b.dagtekening)::date, (select sum(a.aantal_regels) from landing.bericht as a \
           where (a.wet, a.gemeentecode, a.agb_code, a.berichtsoort) = (b.wet, b.gemeentecode, b.agb_code, b.berichtsoort) \
           and date_trunc('month', a.dagtekening) = date_trunc('month', b.dagtekening)) \
         from dwh.feit_bevinding as f inner join landing.bericht as b on (f.wet, f.gemeentecode, f.agb_code, \
         f.berichtsoort, f.bericht_identificatie) = (b.wet, b.gemeentecode, b.agb_code, b.berichtsoort, b.identificatie) \
         where f.regelnummer is not null and b.dagtekening >= '2021-01-01'",
    );
    assert_none(
        warehouse,
        "more findings of a rule than records",
        "select * from mart.kwaliteit_bevinding where promille > 1000",
    );
    assert_equal(
        warehouse,
        "messages that leave out an allocation: each once, however many they leave out",
        "select sum(aantal_getroffen) from mart.kwaliteit_bevinding where regelcode = 'OP087'",
        "select count(distinct (wet, gemeentecode, agb_code, bericht_identificatie)) from dwh.feit_bevinding \
         where regelcode = 'OP087' and status <> 'opgelost'",
    );
    assert_none(
        warehouse,
        "findings that nobody must mend",
        "select * from mart.kwaliteit_bevinding_regel where verantwoordelijke is null",
    );
}

fn completeness(warehouse: &Warehouse) {
    for (bron, veld, table, filled) in [
        ("301", "Einddatum", "landing.toewijzing", "einddatum is not null"),
        ("305", "ToewijzingNummer", "landing.start", "toewijzingnummer is not null"),
        ("307", "Product/Code", "landing.stop", "productcode is not null"),
        (
            "315",
            "Verwijzer",
            "landing.verzoek where onderdeel = 'aangevraagd'",
            "verwijzer is not null",
        ),
        (
            "317",
            "Omvang",
            "landing.verzoek where onderdeel in ('nieuw', 'te_wijzigen')",
            "volume is not null",
        ),
        ("323", "ProductTarief", "landing.prestatie", "tarief_eurocent is not null"),
        (
            "dim_client",
            "geslacht",
            "landing.client inner join dwh.dim_client as d using (clientsleutel)",
            "d.geslacht <> '0'",
        ),
    ] {
        assert_equal(
            warehouse,
            &format!("kwaliteit_volledigheid {bron} {veld}"),
            &format!(
                "select sum(aantal), sum(gevuld) from mart.kwaliteit_volledigheid \
                 where bron = '{bron}' and veld = '{veld}'"
            ),
            &format!("select count(*), sum(({filled})::int) from {table}"),
        );
    }
    assert_none(
        warehouse,
        "a mandatory element of release 3 that is empty",
        "select * from mart.kwaliteit_volledigheid where is_verplicht and bron not in ('315', 'dim_client') \
         and maand >= '2021-01-01' and gevuld < aantal",
    );
}

fn timeliness(warehouse: &Warehouse) {
    assert_none(
        warehouse,
        "outcomes that are not the whole",
        "select * from mart.kwaliteit_tijdigheid where aantal <> binnen_norm + te_laat + aantal_open",
    );
    // What is late by the view is what the rule found, message by message and record by record.
    for norm in ["OP271", "OP272", "OP090", "OP090x4"] {
        let key = "wet, gemeentecode, agb_code, berichtsoort, bericht_identificatie, coalesce(regelnummer, 0)";
        assert_equal(
            warehouse,
            norm,
            &format!(
                "select {key} from mart.kwaliteit_tijdigheid_regel \
                 where norm = '{norm}' and uitkomst = 'te_laat'"
            ),
            &format!(
                "select {key} from dwh.feit_bevinding where regelcode = '{norm}' and status <> 'opgelost'"
            ),
        );
    }
    // A request whose first answer is late breaks the rule; the rule also knows the end of an inquiry.
    assert_none(
        warehouse,
        "a late answer that is no finding",
        "select norm, wet, gemeentecode, agb_code, bericht_identificatie, regelnummer \
         from mart.kwaliteit_tijdigheid_regel where norm in ('OP274', 'OP346') and uitkomst = 'te_laat' \
         except select regelcode, wet, gemeentecode, agb_code, bericht_identificatie, regelnummer \
         from dwh.feit_bevinding where status <> 'opgelost'",
    );
    assert_equal(
        warehouse,
        "messages that ask for a retour",
        "select sum(aantal) from mart.kwaliteit_tijdigheid where norm in ('OP090', 'OP090x4')",
        "select count(*) from landing.bericht where dagtekening >= '2021-01-01' \
         and berichtsoort in ('301', '305', '307', '315', '317', '319', '323')",
    );
}

fn linkage(warehouse: &Warehouse) {
    assert_equal(
        warehouse,
        "kwaliteit_koppeling",
        "select berichtsoort, sum(aantal), sum(aantal_gekoppeld), sum(aantal_wees), sum(aantal_afgekeurd), \
         sum(aantal_ingetrokken), sum(aantal_afgewezen), sum(product_verschillend), sum(via_kenmerken) \
         from mart.kwaliteit_koppeling group by 1",
        "select berichtsoort, count(*), sum((koppelstatus = 'gekoppeld')::int), sum((koppelstatus = 'wees')::int), \
         sum((koppelstatus = 'afgekeurd')::int), sum((koppelstatus = 'ingetrokken')::int), \
         sum((koppelstatus = 'afgewezen')::int), sum((product_gelijk = 'verschillend')::int), \
         sum((koppelwijze = 'kenmerken')::int) from dwh.feit_koppeling group by 1",
    );
    let parts: Vec<String> = ["client", "aanbieder", "product", "periode", "beschikking"]
        .iter()
        .map(|part| {
            format!("aantal <> {part}_gelijk + {part}_verschillend + {part}_niet_toetsbaar")
        })
        .collect();
    assert_none(
        warehouse,
        "parts that are not the whole",
        &format!(
            "select * from mart.kwaliteit_koppeling where {} or aantal <> aantal_gekoppeld + aantal_wees \
             + aantal_afgekeurd + aantal_ingetrokken + aantal_afgewezen \
             or aantal <> via_toewijzingnummer + via_beschikking + via_kenmerken + via_geen",
            parts.join(" or ")
        ),
    );
}

fn direction(warehouse: &Warehouse) {
    assert_equal(
        warehouse,
        "kwaliteit_regie",
        "select sum(aantal_toewijzingen), sum(aantal_zonder_start), sum(aantal_zonder_stop), \
         sum(aantal_stop_voor_start) from mart.kwaliteit_regie",
        "select (select count(*) from dwh.feit_toewijzing where not is_verwijderd and retour_status <> 'afgewezen'), \
         sum((regelcode = 'OP295')::int), sum((regelcode = 'OP288')::int), sum((regelcode = 'TR018')::int) \
         from dwh.feit_bevinding where status <> 'opgelost'",
    );
    assert_none(
        warehouse,
        "more allocations without a stop than ended",
        "select * from mart.kwaliteit_regie where aantal_zonder_stop > aantal_geeindigd \
         or aantal_geeindigd > aantal_toewijzingen",
    );
    // Of the numbered ones every delivery names its allocation.
    assert_equal(
        warehouse,
        "allocations that a stop is due for",
        "select maand, aantal_geeindigd from (select maand, sum(aantal_geeindigd) as aantal_geeindigd \
         from mart.kwaliteit_regie group by 1) as k where maand >= '2024-01-01' and aantal_geeindigd > 0",
        &format!(
            "select date_trunc('month', t.ingangsdatum)::date, count(*) from dwh.feit_toewijzing as t \
             where not is_verwijderd and retour_status <> 'afgewezen' and ingangsdatum >= '2024-01-01' \
             and (select count(*) from dwh.dim_datum where is_werkdag and datum > t.einddatum \
               and datum < '{PEILDATUM}') >= 5 \
             and exists (select 1 from dwh.feit_levering as l where l.toewijzing_sk = t.toewijzing_sk and telt_mee \
               and l.toewijzingnummer is not null) group by 1"
        ),
    );
    assert_equal(
        warehouse,
        "month of allocations without a start",
        "select maand, sum(aantal_zonder_start) from mart.kwaliteit_regie where aantal_zonder_start > 0 group by 1",
        "select date_trunc('month', t.ingangsdatum)::date, count(*) from dwh.feit_bevinding as f \
         inner join dwh.feit_toewijzing as t on f.keten_sk = t.toewijzing_sk and f.gemeentecode = t.gemeentecode \
         where f.regelcode = 'OP295' and f.status <> 'opgelost' group by 1",
    );
}

fn volumes(warehouse: &Warehouse) {
    assert_equal(
        warehouse,
        "kwaliteit_volume",
        "select eenheid, sum(aantal_regels) from mart.kwaliteit_volume group by 1",
        "select eenheid, count(*) from dwh.feit_prestatie where debet_credit = 'D' \
         and eenheid in ('01', '04', '14', '16') group by 1",
    );
    assert_same(
        warehouse,
        "impossible volume",
        "select wet, gemeentecode, agb_code, sum(aantal_onmogelijk) from mart.kwaliteit_volume \
         where aantal_onmogelijk > 0 group by 1, 2, 3",
        "select wet, gemeentecode, agb_code, count(*) from dwh.feit_bevinding \
         where regelcode = 'DQ39' and status <> 'opgelost' group by 1, 2, 3",
    );
}

fn outliers(warehouse: &Warehouse) {
    let lines = "from dwh.feit_prestatie where debet_credit = 'D' and status <> 'afgewezen'";
    assert_equal(
        warehouse,
        "median of the volumes",
        "select product_sk, eenheid, aantal, mediaan from mart.kwaliteit_uitschieter_grens where meting = 'volume'",
        &format!(
            "select product_sk, eenheid, count(*), \
             (array_agg(geleverd_volume order by geleverd_volume))[(count(*) + 1) / 2] \
             {lines} group by 1, 2 having count(*) >= 10"
        ),
    );
    assert_equal(
        warehouse,
        "lines by name",
        "select meting, maand, count(*) from mart.kwaliteit_uitschieter_regel group by 1, 2",
        "select meting, maand, sum(aantal_uitschieters) from mart.kwaliteit_uitschieter \
         where aantal_uitschieters > 0 group by 1, 2",
    );
}

fn duplicates(warehouse: &Warehouse) {
    assert_equal(
        warehouse,
        "kwaliteit_dubbel",
        "select sum(dubbele_bestanden), sum(geweigerde_berichten), sum(dubbele_meldingen), \
         sum(dubbele_declaraties) + sum(dubbele_regels), sum(hergebruikte_referentienummers), \
         sum(hergebruikte_declaratienummers) from mart.kwaliteit_dubbel",
        "select (select count(*) from beheer.bestand where status = 'dubbel'), sum((regelcode = 'TR056')::int), \
         sum((regelcode = 'TR074')::int), sum((regelcode in ('TR389', 'TR416'))::int), \
         sum((regelcode = 'TR314')::int), sum((regelcode = 'TR333')::int) \
         from dwh.feit_bevinding where status <> 'opgelost'",
    );
}

fn answers(warehouse: &Warehouse) {
    assert_equal(
        warehouse,
        "messages that were sent back as a whole",
        "select bestand_id, werkelijke_retourcodes from mart.retour_verschil \
         where regelnummer is null and werkelijke_retourcodes <> '{}'",
        "select bestand_id, array(select c from unnest(retourcodes) as c \
           where c not in ('0200', '0233', '8001') order by 1) as codes from dwh.feit_bericht \
         where berichtsoort in ('301', '305', '307', '315', '317', '319', '323') and retour_status = 'afgewezen'",
    );
    assert_equal(
        warehouse,
        "lines that were sent back",
        "select wet, agb_code, bericht_identificatie, regelnummer, werkelijke_retourcodes from mart.retour_verschil \
         where regelnummer is not null and werkelijke_retourcodes <> '{}'",
        "select p.wet, p.agb_code, p.bericht_identificatie, p.regelnummer, array(select c from unnest(p.retourcodes) as c \
           where c not in ('0200', '0233', '8001') order by 1) from dwh.feit_prestatie as p \
         inner join dwh.feit_bericht as b on b.berichtsoort = '323' and (p.wet, p.gemeentecode, p.agb_code, \
           p.bericht_identificatie) = (b.wet, b.gemeentecode, b.agb_code, b.identificatie) \
         where b.retour_status = 'geaccepteerd' and p.retourcodes <> '{}' and p.retourcodes <> '{0233}'",
    );
    assert_equal(
        warehouse,
        "rules that expect an answer",
        "select distinct bestand_id, unnest(regelcodes) from mart.retour_verschil",
        "select distinct b.bestand_id, f.regelcode from dwh.feit_bevinding as f \
         inner join dwh.dim_regel as r on f.regelcode = r.regelcode and r.retourcode is not null \
         inner join dwh.feit_bericht as b on (f.wet, f.gemeentecode, f.berichtsoort, f.bericht_identificatie) \
           = (b.wet, b.gemeentecode, b.berichtsoort, b.identificatie) \
         where f.ernst = 'R' and f.status <> 'opgelost' and f.regelcode <> 'TR056' and b.berichtsoort <> '325'",
    );
    assert_none(
        warehouse,
        "a verdict that its codes do not bear out",
        "select * from mart.retour_verschil where (oordeel = 'gelijk') \
         <> (verwachte_retourcodes = werkelijke_retourcodes) and oordeel <> 'open'",
    );
    assert_none(
        warehouse,
        "verdicts per code that are not the whole",
        "select * from mart.retour_verschil_telling where aantal <> gelijk + wij_wel_ontvanger_niet \
         + ontvanger_wel_wij_niet + aantal_open",
    );
}

fn headlines(warehouse: &Warehouse) {
    assert_equal(
        warehouse,
        "kwaliteit_aanbieder",
        "select sum(aantal_records), sum(aantal_toewijzingen), \
         sum(aantal_zonder_start), \
         sum(aantal_onmogelijk_volume), sum(aantal_uitschieters), sum(aantal_te_laat) from mart.kwaliteit_aanbieder",
        "select (select count(*) from dwh.feit_koppeling), \
         (select count(*) from dwh.feit_toewijzing where not is_verwijderd and retour_status <> 'afgewezen'), \
         (select count(*) from dwh.feit_bevinding where status = 'open' and regelcode = 'OP295'), \
         (select count(*) from dwh.feit_bevinding where status = 'open' and regelcode = 'DQ39'), \
         (select count(*) from mart.kwaliteit_uitschieter_regel), \
         (select count(*) from dwh.feit_bevinding where status = 'open' and (regelcode in ('OP271', 'OP272') \
           or regelcode = 'OP090' and berichtsoort in ('301', '319')))",
    );
    // The municipality sends 301, 319 and 325, answers the rest, and keeps its allocations in order.
    let of_gemeente = "case when regelcode in ('OP090', 'OP090x4') then berichtsoort not in ('301', '319') \
        when regelcode in ('OP274', 'OP346', 'OP359', 'OP259', 'OP380', 'OP087') then true \
        when bericht_identificatie is null then false \
        else berichtsoort in ('301', '306', '308', '316', '318', '319', '325') end";
    assert_equal(
        warehouse,
        "findings of the provider, and of the municipality",
        "select wet, gemeentecode, agb_code, sum(aantal_bevindingen_r), sum(aantal_bevindingen_p), \
         sum(aantal_bevindingen_d), sum(aantal_bevindingen_gemeente) from mart.kwaliteit_aanbieder \
         where aantal_bevindingen_r + aantal_bevindingen_p + aantal_bevindingen_d + aantal_bevindingen_gemeente > 0 \
         group by 1, 2, 3",
        &format!(
            "select wet, gemeentecode, agb_code, sum((ernst = 'R' and not g)::int), sum((ernst = 'P' and not g)::int), \
             sum((ernst = 'D' and not g)::int), sum(g::int) from (select *, {of_gemeente} as g \
             from dwh.feit_bevinding where status = 'open') as f group by 1, 2, 3"
        ),
    );
    assert_none(
        warehouse,
        "two rows for one provider and month",
        "select wet, gemeentecode, agb_code, maand from mart.kwaliteit_aanbieder group by 1, 2, 3, 4 having count(*) > 1",
    );
    assert_none(
        warehouse,
        "keys that the dimensions do not have",
        "select k.* from mart.kwaliteit_aanbieder as k \
         left join dwh.dim_aanbieder as a on k.aanbieder_sk = a.aanbieder_sk and k.agb_code = a.agb_code \
         left join dwh.dim_gemeente as g on k.gemeente_sk = g.gemeente_sk and k.gemeentecode = g.gemeentecode \
         left join dwh.dim_datum as d on k.maand_sk = d.datum_sk and k.maand = d.datum \
         where a.agb_code is null or g.gemeentecode is null or d.datum is null",
    );
}

/// The page for contract managers knows every view.
fn documented(warehouse: &Warehouse) {
    let page = include_str!("../../docs/quality.md");
    let views = "select viewname from pg_views where schemaname = 'mart'";
    for view in warehouse.query(views).unwrap() {
        assert!(page.contains(&format!("`mart.{view}`")), "docs/quality.md does not name {view}");
    }
}

/// No view shows who it is about: no key of a person is in any row.
fn persons(warehouse: &Warehouse) {
    let keys: BTreeSet<String> = warehouse
        .query(
            "select client_sk::text from dwh.dim_client where client_sk <> 0 \
             union all select clientsleutel::text from dwh.dim_client where client_sk <> 0",
        )
        .unwrap()
        .into_iter()
        .collect();
    assert!(keys.len() > 100);
    let views = "select viewname from pg_views where schemaname = 'mart' order by 1";
    for view in warehouse.query(views).unwrap() {
        for row in warehouse.query(&format!("select t::text from mart.{view} as t")).unwrap() {
            let words = row.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let person = words.into_iter().find(|word| keys.contains(*word));
            assert_eq!(person, None, "{view}: {row}");
        }
    }
}

/// Changes facts by hand, so it comes last: what no generated inbox has.
fn resolved(warehouse: &Warehouse) {
    let changed = warehouse.query(
        "update dwh.feit_bevinding set status = 'opgelost', opgelost_op = eerst_gezien_op + interval '12 days' \
         where regelcode = 'TR019' returning 1",
    );
    let changed = changed.unwrap().len();
    assert_equal(
        warehouse,
        "kwaliteit_herstel",
        "select regelcode, sum(gevonden), sum(opgelost), sum(opgelost_binnen_30_dagen), \
         max(mediaan_dagen_tot_opgelost) from mart.kwaliteit_herstel group by 1",
        "select regelcode, count(*), sum((regelcode = 'TR019')::int), sum((regelcode = 'TR019')::int), \
         max(case regelcode when 'TR019' then 12 end) from dwh.feit_bevinding group by 1",
    );
    let shown = "select sum(opgelost) from mart.kwaliteit_herstel";
    assert_eq!(warehouse.value(shown).unwrap(), changed.to_string());
    let line = "select keten_sk, bericht_identificatie, regelnummer from dwh.feit_prestatie \
        where eenheid = '04' and status <> 'afgewezen' and debet_credit = 'D' order by 1, 2, 3 limit 1";
    warehouse
        .query(&format!(
            "update dwh.feit_prestatie set geleverd_volume = geleverd_volume + 1000 \
             where (keten_sk, bericht_identificatie, regelnummer) in ({line})"
        ))
        .unwrap();
    let persons = "select sum(aantal_personen) > 0 from mart.kwaliteit_volume_persoon";
    assert_eq!(warehouse.value(persons).unwrap(), "t", "a thousand hours in a month");
    assert_none(
        warehouse,
        "a person that is not over the limit",
        "select * from mart.kwaliteit_volume_persoon where uren_gedeclareerd <= uren_mogelijk",
    );
}
