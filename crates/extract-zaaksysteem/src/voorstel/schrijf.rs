//! The draft as text: TOML with Dutch comments. Whatever a header holds, it stays within its quotes and on its line.

use core::fmt::Write as _;
use std::collections::BTreeSet;

use domain::Code;
use domain::zaaksysteem::{Entiteit, Veld, Veldsoort};

use super::{Grond, Invulling, Voorstel, bestandsnaam, is_te_noemen, namen, past};
use crate::{Kolomsoort, Kolomverkenning, Verkenning};

/// What the words of a column become, in small letters.
type Lijst = &'static [(&'static str, &'static [&'static str])];

const WET: Lijst = &[
    ("wmo", &["wmo", "wmo 2015", "wmo2015", "wet maatschappelijke ondersteuning"]),
    ("jw", &["jw", "jeugdwet", "jeugd", "jeugdhulp"]),
    ("pw", &["pw", "participatiewet", "participatie"]),
];
const GESLACHT: Lijst = &[
    ("0", &["0", "o", "onbekend", "x"]),
    ("1", &["1", "m", "man", "mannelijk", "male"]),
    ("2", &["2", "v", "vrouw", "vrouwelijk", "f", "female"]),
];

pub(super) fn mapping(
    verkenning: &Verkenning,
    entiteit: Entiteit,
    invullingen: &[Invulling],
    naam: &str,
) -> Voorstel {
    let mut regels = vec![
        format!(
            "# Voorstel van `sluis csv verken` voor {entiteit}. Kijk het na, vul het aan en toets het met"
        ),
        "# `sluis csv check BESTAND --mapping DIT_BESTAND`.".to_owned(),
    ];
    bestand(verkenning, naam, &mut regels);
    let decimaal = decimaal(&verkenning.kolommen);
    waarden(&verkenning.kolommen, decimaal, &mut regels);
    let velden: Vec<(&Veld, Invulling)> =
        entiteit.velden().iter().zip(invullingen.iter().copied()).collect();
    let heeft_kolom = |soort: Veldsoort| {
        velden.iter().any(|(veld, een)| veld.soort == soort && matches!(een, Invulling::Kolom(..)))
    };
    for (soort, naam, lijst) in
        [(Veldsoort::Wet, "wet", WET), (Veldsoort::Geslacht, "geslacht", GESLACHT)]
    {
        if heeft_kolom(soort) {
            woorden(naam, lijst, &mut regels);
        }
    }
    sectie(verkenning, entiteit, &velden, decimaal, &mut regels);
    rest(&verkenning.kolommen, invullingen, &mut regels);
    let ontbreekt = velden.iter().filter(|(_, een)| *een == Invulling::Ontbreekt);
    let ontbreekt = ontbreekt.map(|(veld, _)| veld.naam).collect();
    regels.push(String::new());
    let zonder = velden.iter().filter_map(|(veld, een)| match een {
        Invulling::Kolom(plek, _) if veld.is_verplicht => verkenning.kolommen.get(*plek),
        _ => None,
    });
    let zonder_waarde = zonder.map(|kolom| kolom.leeg).max().unwrap_or_default();
    Voorstel { tekst: regels.join("\n"), ontbreekt, zonder_waarde }
}

fn bestand(verkenning: &Verkenning, naam: &str, regels: &mut Vec<String>) {
    let dialect = &verkenning.dialect;
    let scheiding = match dialect.scheiding {
        b'\t' => "tab".to_owned(),
        teken => tekst(&char::from(teken).to_string()),
    };
    regels.push(format!(
        "# Vanzelf gevonden: {}, scheiding {scheiding}, koppen op regel {}.",
        dialect.codering.naam(),
        dialect.koprij_regel
    ));
    for (code, aantal) in &verkenning.weigeringen {
        regels.push(format!("# Let op: {} geweigerd met {code}.", rijen(*aantal)));
    }
    regels.extend([String::new(), "[bestand]".to_owned()]);
    regels.extend(bestandsnaam::regels(naam));
    regels.push(
        "levering = \"volledig\"   # of \"mutaties\": dan blijft gelden wat niet in het bestand staat"
            .to_owned(),
    );
    if verkenning.totalen > 0 {
        let totalen = rijen(verkenning.totalen);
        regels.push(format!(
            "voetregels = ['(?i)^\"?(sub|eind)?totaal']   # {totalen} met een totaal"
        ));
    } else if verkenning.weigeringen.contains_key(Code::CsvColumns.as_str()) {
        regels.push("# voetregels = ['^Totaal']   # regels die geen gegevens zijn".to_owned());
    }
    if verkenning.weigeringen.contains_key(Code::CsvEncoding.as_str()) {
        regels.push("# codering = \"windows-1252\"".to_owned());
    }
    if is_genummerd(&verkenning.kolommen) {
        regels.push("dubbele_koppen = \"nummeren\"".to_owned());
    }
}

/// Whether a column has the name of another one and a number.
fn is_genummerd(kolommen: &[Kolomverkenning]) -> bool {
    let klein: BTreeSet<String> = kolommen.iter().map(|kolom| kolom.naam.to_lowercase()).collect();
    klein.iter().any(|naam| {
        naam.rsplit_once('_').is_some_and(|(voor, nummer)| {
            nummer.bytes().all(|byte| byte.is_ascii_digit()) && klein.contains(voor)
        })
    })
}

/// The mark before decimals that most columns have; `None` without amounts.
fn decimaal(kolommen: &[Kolomverkenning]) -> Option<char> {
    let tel = |teken: char| {
        kolommen.iter().filter(|kolom| kolom.soort == Kolomsoort::Bedrag(teken)).count()
    };
    match (tel(','), tel('.')) {
        (0, 0) => None,
        (komma, punt) => Some(if punt > komma { '.' } else { ',' }),
    }
}

fn waarden(kolommen: &[Kolomverkenning], decimaal: Option<char>, regels: &mut Vec<String>) {
    let mut datums: Vec<&str> = Vec::new();
    for kolom in kolommen {
        if let Kolomsoort::Datum(notatie) = kolom.soort
            && !datums.contains(&notatie)
        {
            datums.push(notatie);
        }
    }
    let leeg: BTreeSet<&str> =
        kolommen.iter().flat_map(|kolom| &kolom.leegwoorden).copied().collect();
    let mut eigen = Vec::new();
    if !datums.is_empty() {
        eigen.push(format!("datum = {}", teksten(&datums)));
        let is_gezien = kolommen.iter().any(|kolom| kolom.laatste_dagen > 0);
        let schijn = format!(
            "{}schijndatum = [\"31-12-9999\"]   # dagen die \"geen dag\" betekenen",
            if is_gezien { "" } else { "# " }
        );
        eigen.push(schijn);
    }
    if let Some(teken) = decimaal {
        eigen.extend(getalvorm(teken));
        eigen.push("valuta = [\"€\"]".to_owned());
    }
    if !leeg.is_empty() {
        eigen.push(format!("leeg = {}", teksten(&leeg.into_iter().collect::<Vec<_>>())));
    }
    if !eigen.is_empty() {
        regels.extend([String::new(), "[waarden]".to_owned()]);
        regels.append(&mut eigen);
    }
}

fn getalvorm(decimaal: char) -> [String; 2] {
    let duizend = if decimaal == ',' { '.' } else { ',' };
    [format!("decimaal = \"{decimaal}\""), format!("duizend = \"{duizend}\"")]
}

fn woorden(naam: &str, lijst: Lijst, regels: &mut Vec<String>) {
    regels.push(String::new());
    regels.push("# Woorden in kleine letters; vul aan wat er nog meer voorkomt.".to_owned());
    regels.push(format!("[lijsten.{naam}]"));
    for (wordt, woorden) in lijst {
        let regel = |woord: &&str| format!("{} = {}", tekst(woord), tekst(wordt));
        regels.extend(woorden.iter().map(regel));
    }
}

fn sectie(
    verkenning: &Verkenning,
    entiteit: Entiteit,
    velden: &[(&Veld, Invulling)],
    decimaal: Option<char>,
    regels: &mut Vec<String>,
) {
    regels.push(String::new());
    for (veld, invulling) in velden {
        if let Invulling::Vast(waarde) = invulling {
            regels.push(format!("[{entiteit}]"));
            regels.push(format!(
                "vast = {{ {} = \"{waarde}\" }}   # PAS AAN: geen kolom gevonden, dit geldt nu voor alle rijen",
                veld.naam
            ));
            regels.push(String::new());
        }
    }
    regels.push(format!("[{entiteit}.velden]"));
    for (veld, invulling) in velden {
        match invulling {
            Invulling::Kolom(plek, grond) => {
                if let Some(kolom) = verkenning.kolommen.get(*plek) {
                    regels.push(regel(veld, kolom, *grond, decimaal));
                }
            }
            Invulling::Ontbreekt => {
                regels.push(format!("# VUL IN: {} = \"Kolom\"", veld.naam));
            }
            Invulling::Vast(_) | Invulling::Geen => {}
        }
    }
}

/// The line of a field with a column.
fn regel(veld: &Veld, kolom: &Kolomverkenning, grond: Grond, decimaal: Option<char>) -> String {
    let mut delen = vec![format!("kop = {}", tekst(&kolom.naam))];
    delen.extend(eigen_regels(veld, kolom, decimaal));
    if !veld.is_verplicht {
        delen.push("optioneel = true".to_owned());
    }
    let mut regel = match delen.as_slice() {
        [_] => format!("{} = {}", veld.naam, tekst(&kolom.naam)),
        _ => format!("{} = {{ {} }}", veld.naam, delen.join(", ")),
    };
    let mut noten = Vec::new();
    match grond {
        Grond::Naam => {}
        Grond::NaamAlleen => noten.push(format!("let op: de waarden lijken {}", kolom.soort)),
        Grond::Soort => noten.push("gekozen om zijn waarden: controleer".to_owned()),
    }
    if kolom.afwijkend > 0 {
        noten.push(format!("let op: {} af", waarden_of(kolom.afwijkend, "wijkt", "wijken")));
    }
    if veld.is_verplicht && kolom.leeg > 0 {
        noten.push(format!("let op: leeg in {}, die worden geweigerd", rijen(kolom.leeg)));
    }
    if !noten.is_empty() {
        let _ = write!(regel, "   # {}", noten.join("; "));
    }
    regel
}

/// What a column needs beside its name.
fn eigen_regels(veld: &Veld, kolom: &Kolomverkenning, decimaal: Option<char>) -> Vec<String> {
    let nullen = |lengte: usize| vec![format!("bewerking = [\"voorloopnullen:{lengte}\"]")];
    let lijst = |naam: &str| {
        vec!["bewerking = [\"kleine_letters\"]".to_owned(), format!("lijst = \"{naam}\"")]
    };
    match veld.soort {
        Veldsoort::Client if past::is_bsn(kolom) => vec![
            "als = \"bsn\"".to_owned(),
            "bewerking = [\"alleen_cijfers\", \"voorloopnullen:9\"]".to_owned(),
        ],
        Veldsoort::Client => vec!["als = \"nummer\"".to_owned()],
        Veldsoort::Wet => lijst("wet"),
        Veldsoort::Geslacht => lijst("geslacht"),
        Veldsoort::Agb => nullen(8),
        Veldsoort::Gemeente => nullen(4),
        Veldsoort::Eenheid | Veldsoort::Productcategorie => nullen(2),
        Veldsoort::Eurocent | Veldsoort::Decimaal => match kolom.soort {
            Kolomsoort::Bedrag(teken) if decimaal != Some(teken) => getalvorm(teken).to_vec(),
            _ => Vec::new(),
        },
        Veldsoort::Lijst => splitsing(kolom),
        _ => Vec::new(),
    }
}

fn splitsing(kolom: &Kolomverkenning) -> Vec<String> {
    let vormen = &kolom.voorbeelden;
    if !vormen.is_empty() && vormen.iter().all(|vorm| vorm.starts_with('[')) {
        return vec!["haken = true".to_owned()];
    }
    let teken =
        ["|", ";", ","].into_iter().find(|teken| vormen.iter().any(|een| een.contains(teken)));
    teken.map(|teken| format!("splits = \"{teken}\"")).into_iter().collect()
}

/// The columns that feed nothing.
fn rest(kolommen: &[Kolomverkenning], invullingen: &[Invulling], regels: &mut Vec<String>) {
    let is_gebruikt = |plek: usize| {
        invullingen.iter().any(|een| matches!(een, Invulling::Kolom(kolom, _) if *kolom == plek))
    };
    let over = kolommen.iter().enumerate().filter(|(plek, _)| !is_gebruikt(*plek));
    let mut regels_over = over.map(|(plek, kolom)| {
        let naam = tekst(&kolom.naam);
        if !is_te_noemen(kolommen, plek) {
            format!("# kolom {} heeft geen eigen kop", plek + 1)
        } else if past::is_bsn(kolom) {
            format!("# niet laden (BSN): {naam}")
        } else if namen::is_persoonlijk(&kolom.naam) {
            format!("# niet laden (persoonsgegeven of vrije tekst): {naam}")
        } else {
            let gevuld = waarden_of(kolom.gevuld, "", "");
            format!("# ? = {naam}   # {}, {}", kolom.soort, gevuld.trim_end())
        }
    });
    if let Some(eerste) = regels_over.next() {
        regels.push(String::new());
        regels.push(
            "# Kolommen die niet gebruikt worden; zet op de plaats van ? de naam van een veld."
                .to_owned(),
        );
        regels.push(eerste);
        regels.extend(regels_over);
    }
}

fn rijen(aantal: u64) -> String {
    format!("{aantal} {}", if aantal == 1 { "rij" } else { "rijen" })
}

/// A count of values with the verb that goes with it.
fn waarden_of(aantal: u64, een: &str, meer: &str) -> String {
    let (woord, werkwoord) = if aantal == 1 { ("waarde", een) } else { ("waarden", meer) };
    format!("{aantal} {woord} {werkwoord}")
}

fn teksten(alle: &[&str]) -> String {
    let alle: Vec<String> = alle.iter().map(|een| tekst(een)).collect();
    format!("[{}]", alle.join(", "))
}

/// A basic string of TOML on one line. What would not show, or show elsewhere, is written as its number.
fn tekst(waarde: &str) -> String {
    let mut tekst = String::from("\"");
    for c in waarde.chars() {
        match c {
            '"' | '\\' => {
                tekst.push('\\');
                tekst.push(c);
            }
            _ if c.is_control() || is_onzichtbaar(c) => {
                let _ = write!(tekst, "\\u{:04X}", u32::from(c));
            }
            _ => tekst.push(c),
        }
    }
    tekst.push('"');
    tekst
}

/// Line ends of Unicode, and marks that turn the direction of a line; all of four hexadecimal digits.
fn is_onzichtbaar(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
