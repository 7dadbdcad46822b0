//! The tables against each other, and against the page that shows them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use domain::{Berichtsoort, Generatie, Wet};

use super::opbouw::{self, Opbouw};
use super::{Dialect, RELEASES, Staart, Verschil};
use crate::schema::{Aantal, Element, Inhoud, Klasse};

const INLEIDING: &str = "# Releases

What differs per release of iWmo and iJw, as the reader knows it. The tables are made from the code
(`crates/extract-ggk/src/release`); a test fails when this page says something else, and
`UPDATE_DOCS=1 cargo test -p extract-ggk --lib release` writes it anew.

A schema that is public is followed to the letter. Of the other releases an element that the reader does not know is
passed over with the warning `SCHEMA_DRIFT`, the order is free, and only what a record needs must be there (decision
0006). A double element, a name in the wrong namespace and a bad value are refused everywhere.
";

const CODELIJSTEN: &str = "## Code lists

| list | 2.0 | 2.1 | 2.2 to 2.4 | 3.x |
|---|---|---|---|---|
| `Categorie` (WMO020, JZ020) | as 3.x, leading zero optional | as 3.x, leading zero optional | as 3.x, leading zero optional | 18 codes Wmo, 24 codes Jw |
| `Eenheid` (WJ756) | without 84, leading zero optional | without 84, leading zero optional | without 84, leading zero optional | 7 codes |
| `Frequentie` (WMO757) | with 3 and 5 | with 3 and 5 | with 3 and 5 | 1, 2, 4, 6 |
| `RedenWijziging` (WMO002, JZ002) | `RedenIntrekking` 1, 2, 3, 4, 6 | Wmo 01 to 09 | Wmo 2.1 and 3.x | 01 to 14 |
| `RedenBeeindiging` (WMO588, JZ588) | Wmo 02, 19, 20, 31 to 34 | Wmo 02, 19, 20, 31 to 34 | Wmo 2.1 and 3.x | 11 codes Wmo, 11 codes Jw |
| `Verwijzer/Type` (COD327) | with 07 | with 07 | with 07 | without 07 |

iJw 2.x uses the lists of 3.x, for want of older ones; its frequencies, units and referrers are those of 2.x. The same
number may mean another thing: `RedenBeeindiging` 20 keeps the allocation open in 2.x and is a pause in 3.x.
";

/// The generations, each with a release that stands for it.
fn generaties() -> [(&'static str, Generatie, &'static [Opbouw], &'static Verschil); 3] {
    let of = |generatie| RELEASES.iter().rfind(|row| row.release.generatie() == generatie).unwrap();
    [
        ("2.0", Generatie::V20, opbouw::V20, of(Generatie::V20)),
        ("2.1 to 2.4", Generatie::V2, opbouw::V2, of(Generatie::V2)),
        ("3.x", Generatie::V3, opbouw::V3, of(Generatie::V3)),
    ]
}

fn wetten(wetten: &[Wet]) -> String {
    let namen: Vec<_> =
        wetten.iter().map(|wet| if *wet == Wet::Wmo { "iWmo" } else { "iJw" }).collect();
    if namen.is_empty() { "no".to_owned() } else { namen.join(", ") }
}

fn ja_nee(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn releases(page: &mut String) {
    page.push_str("## Releases\n\n| release | law | public schema | namespace ends with the release | `Categorie` and `Eenheid` are integers | `StatusAanlevering` | allocation has a number | product mandatory | request has a reference | reason in the key of a stop | answer codes |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    for row in &RELEASES {
        let status: Vec<_> = row.status.iter().map(|status| status.code()).collect();
        let staart = match row.staart {
            Staart::Geen => "no",
            Staart::Release => "yes",
            Staart::Beide => "either",
        };
        let codes: BTreeSet<_> = row.retourcodes.iter().copied().flatten().collect();
        writeln!(
            page,
            "| {} | {} | {} | {staart} | {} | {} | {} | {} | {} | {} | {} |",
            row.release,
            wetten(row.wetten),
            wetten(row.schema_openbaar),
            ja_nee(row.codes_als_getal),
            status.join(", "),
            if row.nummer_verplicht {
                "always"
            } else if row.release.subversie == 0 {
                "never"
            } else {
                "may"
            },
            ja_nee(row.product_verplicht),
            ja_nee(row.referentie_verplicht),
            ja_nee(row.reden_in_stopsleutel),
            codes.len(),
        )
        .unwrap();
    }
    page.push_str(
        "\nAny other release is refused with `VERSION_UNSUPPORTED` and what was found.\n\n",
    );
}

/// All kinds, heen and retour.
fn soorten() -> impl Iterator<Item = Berichtsoort> {
    (301..=325).filter_map(|nummer: u32| nummer.to_string().parse().ok())
}

fn dialect(wet: Wet, verschil: &Verschil, soort: Berichtsoort) -> Option<Dialect> {
    let (standaard, prefix) = if wet == Wet::Wmo { ("iwmo", "wmo") } else { ("ijw", "jw") };
    let release = format!("{}_{}", verschil.release.versie, verschil.release.subversie);
    let staart =
        if verschil.staart == Staart::Geen { String::new() } else { format!("/{release}") };
    let path = format!("{standaard}/{release}/{prefix}{soort}/schema{staart}");
    Dialect::from_namespace(&format!("http://www.istandaarden.nl/{path}")).ok()
}

fn berichten(page: &mut String) {
    page.push_str("## Kinds of message\n\n| bericht | answers | `BerichtCode` iWmo | `BerichtCode` iJw | 2.0 | 2.1 to 2.4 | 3.x |\n|---|---|---|---|---|---|---|\n");
    let laatste = RELEASES.last().unwrap();
    for soort in soorten() {
        let code = |wet| dialect(wet, laatste, soort).unwrap().berichtcode();
        let heeft = generaties().map(|(_, _, _, verschil)| {
            let wet = *verschil.wetten.first().unwrap();
            if dialect(wet, verschil, soort).is_some() { "read" } else { "" }
        });
        let heen = soort.beantwoordt().map_or("", Berichtsoort::code);
        let (wmo, jw) = (code(Wet::Wmo), code(Wet::Jw));
        writeln!(page, "| {soort} | {heen} | {wmo} | {jw} | {} |", heeft.join(" | ")).unwrap();
    }
    page.push_str("\n303, 304, 321 and 322 of 2.x (declarations and invoices) are set aside with `MESSAGE_NOT_PUBLIC`: their structure is\nin no public source. Any other kind is `MESSAGE_TYPE_UNKNOWN`.\n\n");
}

fn aantal(aantal: Aantal) -> &'static str {
    match aantal {
        Aantal::Een => "1",
        Aantal::NulOfEen => "0..1",
        Aantal::NulOfEenJw => "0..1, iJw only",
        Aantal::Veel => "1..n",
        Aantal::EenInAntwoord => "1 in a retour",
    }
}

/// Whether anything inside is read, not only checked.
fn wordt_gelezen(element: &Element) -> bool {
    match element.inhoud {
        Inhoud::Waarde(_) | Inhoud::Retourcode => true,
        Inhoud::Vorm(_) => false,
        Inhoud::Groep(kinderen) | Inhoud::Klasse(_, kinderen) => {
            kinderen.iter().any(|kind| kind.naam != "RetourCodes" && wordt_gelezen(kind))
        }
    }
}

/// An element: the class that it is in, its path in that class, how often, and whether its value is read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rij {
    klasse: &'static str,
    pad: String,
    aantal: &'static str,
    is_gelezen: Option<bool>,
}

/// The name of a class: a record has another in each release.
fn naam(klasse: Klasse) -> &'static str {
    match klasse {
        Klasse::Client => "person",
        Klasse::Beschikking => "beschikking",
        Klasse::BeschiktProduct => "product of beschikking",
        Klasse::Record => "record",
        Klasse::Product(_) => "product of request",
    }
}

fn rijen(elementen: &[Element], klasse: &'static str, boven: &str, found: &mut Vec<Rij>) {
    for element in elementen.iter().filter(|element| element.naam != "RetourCodes") {
        let pad = [boven, element.naam].concat();
        let is_gelezen = wordt_gelezen(element);
        let is_blad = !is_gelezen || element.kinderen().is_empty();
        found.push(Rij {
            klasse,
            pad: pad.clone(),
            aantal: aantal(element.aantal),
            is_gelezen: is_blad.then_some(is_gelezen),
        });
        match element.klasse() {
            Some(klasse) => rijen(element.kinderen(), naam(klasse), "", found),
            None if is_gelezen => rijen(element.kinderen(), klasse, &(pad + "/"), found),
            None => {}
        }
    }
}

/// One table of the elements of each generation: a class after the other, each in the order of the newest; what only
/// older ones have comes behind.
fn elementen(page: &mut String, per_generatie: &[Option<Vec<Rij>>; 3]) {
    page.push_str("| in | element | 2.0 | 2.1 to 2.4 | 3.x | read |\n|---|---|---|---|---|---|\n");
    let is_een = |een: &Rij, other: &Rij| (een.klasse, &een.pad) == (other.klasse, &other.pad);
    let mut alle: Vec<&Rij> = Vec::new();
    for rij in per_generatie.iter().rev().flatten().flatten() {
        if !alle.iter().any(|other| is_een(other, rij)) {
            alle.push(rij);
        }
    }
    let volgorde = ["message", "header", "person", "beschikking", "product of beschikking"];
    alle.sort_by_key(|rij| volgorde.iter().position(|klasse| *klasse == rij.klasse).unwrap_or(9));
    for rij in alle {
        let cellen: Vec<_> = per_generatie
            .iter()
            .map(|rijen| {
                let found = rijen.iter().flatten().find(|other| is_een(other, rij));
                found.map_or("", |found| found.aantal)
            })
            .collect();
        let gelezen = rij.is_gelezen.map_or("", ja_nee);
        let cellen = cellen.join(" | ");
        writeln!(page, "| {} | `{}` | {cellen} | {gelezen} |", rij.klasse, rij.pad).unwrap();
    }
    page.push('\n');
}

fn page() -> String {
    let mut page = INLEIDING.to_owned() + "\n";
    releases(&mut page);
    berichten(&mut page);
    page.push_str(CODELIJSTEN);
    page.push_str("\n## Header\n\nThe header of a retour; that of a heen message has no elements with `Retour` or `Xslt` in their name. The value of an\nelement is read, or checked for its form and forgotten.\n\n");
    let lijst = |elementen: &[Element], klasse| {
        let mut found = Vec::new();
        rijen(elementen, klasse, "", &mut found);
        found
    };
    elementen(
        &mut page,
        &generaties().map(|(.., verschil)| Some(lijst(verschil.koppen.retour, "header"))),
    );
    page.push_str("The order of sender and receiver varies in 2.0. A 325 has `DeclaratieIdentificatie` and `XsdVersieDeclaratie` where a\nretour has `IdentificatieRetour`, `DagtekeningRetour` and `XsdVersieRetour`.\n\n");
    page.push_str("## Behind the header\n\nWhat is not read (names, addresses, relations, free text) is checked for its form and forgotten; what stands inside it\nis not shown here. A record is what is counted and refused as one. Products of a beschikking and `Omvang` of a start are\nread, not loaded. A retour holds the same elements, with `RetourCodes` in every class.\n\n");
    for soort in soorten() {
        let per_generatie = generaties().map(|(_, _, berichten, _)| {
            let row = berichten.iter().find(|row| row.soort == soort)?;
            Some(lijst(&[row.inhoud], "message"))
        });
        if per_generatie.iter().any(Option::is_some) {
            writeln!(page, "### {soort}\n").unwrap();
            elementen(&mut page, &per_generatie);
        }
    }
    page.trim_end().to_owned() + "\n"
}

#[expect(clippy::disallowed_methods, reason = "a switch of the test, not of the project")]
fn is_update() -> bool {
    std::env::var("UPDATE_DOCS").is_ok()
}

#[test]
fn the_page_shows_the_tables() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/releases.md");
    let page = page();
    if is_update() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/releases.md is old: run with UPDATE_DOCS=1");
}

#[test]
fn a_release_stands_in_the_table_once_per_law() {
    let mut gezien = BTreeSet::new();
    for row in &RELEASES {
        assert!(row.wetten.iter().all(|wet| gezien.insert((row.release, *wet))), "{}", row.release);
        assert!(row.schema_openbaar.iter().all(|wet| row.wetten.contains(wet)));
        // A retour is read by the row of what it answers.
        assert!(row.berichten.iter().all(|bericht| {
            bericht.soort == Berichtsoort::B325 || bericht.soort.beantwoordt().is_none()
        }));
    }
    assert!(RELEASES.is_sorted_by_key(|row| row.release));
}

/// Every slot below `elementen` that is of one record, with the path that the table gives it.
fn slots(elementen: &[Element], boven: &str, found: &mut Vec<(&'static str, String)>) {
    for element in elementen {
        let pad = [boven, element.naam].concat();
        match element.inhoud {
            Inhoud::Waarde(slot) => found.push((slot.pad(), pad)),
            Inhoud::Groep(kinderen) => slots(kinderen, &(pad + "/"), found),
            _ => {}
        }
    }
}

fn klassen(elementen: &[Element], visit: &mut impl FnMut(&[Element])) {
    visit(elementen);
    for element in elementen {
        match element.inhoud {
            Inhoud::Klasse(_, kinderen) => klassen(kinderen, visit),
            Inhoud::Groep(kinderen) => {
                for kind in kinderen {
                    if let Inhoud::Klasse(_, kinderen) = kind.inhoud {
                        klassen(kinderen, visit);
                    }
                }
            }
            _ => {}
        }
    }
}

#[test]
fn a_slot_is_named_as_the_newest_table_names_it() {
    let mut aantal = 0;
    for row in opbouw::V3 {
        klassen(row.inhoud.kinderen(), &mut |elementen| {
            let mut found = Vec::new();
            slots(elementen, "", &mut found);
            aantal += found.len();
            for (slot, pad) in found {
                assert_eq!(slot, pad, "{}", row.soort);
            }
        });
    }
    assert!(aantal > 80, "only {aantal}");
}

#[test]
fn a_record_has_a_value_in_a_slot_once() {
    for (naam, _, berichten, _) in generaties() {
        for row in berichten {
            klassen(row.inhoud.kinderen(), &mut |elementen| {
                let mut found = Vec::new();
                slots(elementen, "", &mut found);
                let aantal = found.len();
                let uniek: BTreeSet<_> = found.into_iter().map(|(slot, _)| slot).collect();
                assert_eq!(uniek.len(), aantal, "{naam} {}", row.soort);
                assert!(elementen.len() < 64, "{naam} {}", row.soort);
            });
        }
    }
}
