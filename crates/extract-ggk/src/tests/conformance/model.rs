//! Messages made from the element tables of the reader itself, and ways to spoil them.

use std::fmt::Write;

use domain::Wet;

use crate::reader::Ruimte;
use crate::release::Dialect;
use crate::schema::{Aantal, Element, Inhoud, Klasse, Richting};
use crate::vorm::Vorm;

/// How much of a message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maat {
    /// Only what must be there.
    Klein,
    /// Everything once.
    Vol,
    /// Everything, and three times what may stand there more than once.
    Herhaald,
}

/// An element that was written.
#[derive(Debug, Clone)]
pub(super) struct Knoop {
    pub(super) element: Element,
    pub(super) waarde: String,
    pub(super) kinderen: Vec<Knoop>,
}

/// A message that was written.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) soort: Soort,
    pub(super) kinderen: Vec<Knoop>,
}

/// Where a value stands, from the inside out.
struct Schrijver {
    dialect: Dialect,
    maat: Maat,
    /// Counts values, so that no two records have one key.
    teller: u32,
}

/// BSNs of made-up persons.
const BSNS: [&str; 3] = ["999900006", "999900018", "999900031"];

impl Model {
    /// Writes a message of `soort`.
    pub(super) fn new(soort: &Soort, maat: Maat) -> Self {
        let mut schrijver = Schrijver { dialect: soort.dialect, maat, teller: 0 };
        Self { soort: soort.clone(), kinderen: schrijver.groep(&soort.wortel()) }
    }

    /// The message as XML.
    pub(super) fn xml(&self) -> String {
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<m:Bericht xmlns:m=\"{}\" xmlns:b=\"{}\">",
            self.soort.namespace,
            self.soort.dialect.basis_namespace(),
        );
        write(&self.kinderen, &mut text);
        text.push_str("</m:Bericht>\n");
        text
    }

    /// Number of records in it.
    pub(super) fn records(&self) -> usize {
        count(&self.kinderen)
    }

    /// Paths of all elements in it: indexes from the root.
    pub(super) fn paden(&self) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        collect(&self.kinderen, &mut Vec::new(), &mut found);
        found
    }

    /// The element at `pad`.
    pub(super) fn knoop(&self, pad: &[usize]) -> &Knoop {
        let (last, parents) = pad.split_last().unwrap();
        &parents.iter().fold(&self.kinderen, |kinderen, at| &kinderen[*at].kinderen)[*last]
    }

    /// Names from the root to `pad`.
    pub(super) fn naam(&self, pad: &[usize]) -> String {
        let names: Vec<_> =
            (1..=pad.len()).map(|len| self.knoop(&pad[..len]).element.naam).collect();
        names.join("/")
    }

    /// A small message that still holds `pad`, and the place of it there.
    pub(super) fn kern(&self, pad: &[usize]) -> (Self, Vec<usize>) {
        let (kinderen, pad) = prune(&self.kinderen, pad);
        (Self { soort: self.soort.clone(), kinderen }, pad)
    }

    /// A copy whose siblings at `pad` are changed by `change`, which is given the place among them.
    pub(super) fn veranderd(
        &self,
        pad: &[usize],
        change: impl FnOnce(&mut Vec<Knoop>, usize),
    ) -> Self {
        let mut copy = self.clone();
        let (last, parents) = pad.split_last().unwrap();
        let siblings =
            parents.iter().fold(&mut copy.kinderen, |kinderen, at| &mut kinderen[*at].kinderen);
        change(siblings, *last);
        copy
    }
}

/// Leaves out what may be left out and is not on the way to `pad`; gives the new place of `pad`.
/// Parts of an answer belong together.
fn prune(kinderen: &[Knoop], pad: &[usize]) -> (Vec<Knoop>, Vec<usize>) {
    let mut kept = Vec::new();
    let mut place = Vec::new();
    for (at, knoop) in kinderen.iter().enumerate() {
        let rest = pad.split_first().filter(|(first, _)| **first == at).map(|(_, rest)| rest);
        let is_optioneel = matches!(knoop.element.aantal, Aantal::NulOfEen | Aantal::NulOfEenJw);
        if is_optioneel && rest.is_none() && knoop.element.naam != "RedenAfwijzingVerzoek" {
            continue;
        }
        let (kinderen, inside) = prune(&knoop.kinderen, rest.unwrap_or_default());
        if rest.is_some() {
            place = vec![kept.len()];
            place.extend(inside);
        }
        kept.push(Knoop { kinderen, ..knoop.clone() });
    }
    (kept, place)
}

fn write(kinderen: &[Knoop], text: &mut String) {
    for knoop in kinderen {
        let prefix = if knoop.element.ruimte == Ruimte::Basis { "b" } else { "m" };
        let naam = knoop.element.naam;
        write!(text, "<{prefix}:{naam}>{}", escape(&knoop.waarde)).unwrap();
        write(&knoop.kinderen, text);
        write!(text, "</{prefix}:{naam}>").unwrap();
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;")
}

fn count(kinderen: &[Knoop]) -> usize {
    let is_record = |knoop: &Knoop| {
        matches!(knoop.element.inhoud, Inhoud::Klasse(Klasse::Record | Klasse::Product(_), _))
    };
    kinderen
        .iter()
        .map(|knoop| match knoop.element.naam {
            // A request for change is one record; what it holds are its products.
            "Verzoek" => count(&knoop.kinderen),
            _ => usize::from(is_record(knoop)) + count(&knoop.kinderen),
        })
        .sum()
}

fn collect(kinderen: &[Knoop], pad: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    for (at, knoop) in kinderen.iter().enumerate() {
        pad.push(at);
        found.push(pad.clone());
        collect(&knoop.kinderen, pad, found);
        pad.pop();
    }
}

impl Schrijver {
    fn richting(&self) -> Richting {
        match self.dialect.soort.beantwoordt() {
            Some(_) => Richting::Antwoord,
            None => Richting::Heen,
        }
    }

    fn groep(&mut self, elementen: &[Element]) -> Vec<Knoop> {
        let mut kinderen = Vec::new();
        for element in elementen {
            let times = match (element.aantal, self.maat) {
                (Aantal::NulOfEen | Aantal::NulOfEenJw, Maat::Klein) => 0,
                (Aantal::NulOfEenJw, _) => usize::from(self.dialect.wet == Wet::Jw),
                (Aantal::EenInAntwoord, _) => usize::from(self.richting() == Richting::Antwoord),
                (Aantal::Veel, Maat::Herhaald) => 3,
                (Aantal::Een | Aantal::NulOfEen | Aantal::Veel, _) => 1,
            };
            for at in 0..times {
                kinderen.push(self.knoop(element, at));
            }
        }
        kinderen
    }

    fn knoop(&mut self, element: &Element, at: usize) -> Knoop {
        self.teller += 1;
        let mut knoop = Knoop { element: *element, waarde: String::new(), kinderen: Vec::new() };
        match element.inhoud {
            Inhoud::Groep(kinderen) | Inhoud::Klasse(_, kinderen) => {
                knoop.kinderen = self.groep(kinderen);
                if let Some(first) =
                    knoop.kinderen.first_mut().filter(|one| one.element.naam == "Bsn")
                {
                    first.waarde = BSNS[at].to_owned();
                }
            }
            Inhoud::Retourcode => knoop.waarde = "0200".to_owned(),
            Inhoud::Vorm(vorm) => knoop.waarde = Self::vorm(vorm),
            Inhoud::Waarde(_) => knoop.waarde = self.waarde(element.naam),
        }
        knoop
    }

    fn vorm(vorm: Vorm) -> String {
        match vorm {
            Vorm::Tekst(max) | Vorm::Ruim(max) => {
                "Test\u{eb}n \u{26} zo".chars().take(max).collect()
            }
            Vorm::Commentaar => "Test\n\ttest".to_owned(),
            Vorm::Letters(_) => "T\u{c9}".to_owned(),
            Vorm::Voorletters(_) => "TT".to_owned(),
            Vorm::Cijfers(_) | Vorm::Telefoon(_) => "0201".to_owned(),
            Vorm::Agb => "42420002".to_owned(),
            Vorm::Land => "NL".to_owned(),
            Vorm::Code(list) => list[0].to_owned(),
            Vorm::Datum => "2026-01-01".to_owned(),
            Vorm::Geheel(_) => "1".to_owned(),
            Vorm::Versie => "1.0.0".to_owned(),
        }
    }

    /// A value of an element that is read, by its name: names mean one thing in all messages.
    fn waarde(&self, naam: &str) -> String {
        let Dialect { wet, soort, release, .. } = self.dialect;
        let teller = self.teller;
        let is_van_gemeente = soort.afzender_is_gemeente() == (naam == "Afzender");
        let value = match naam {
            "BerichtCode" => self.dialect.berichtcode(),
            "Afzender" | "Ontvanger" if is_van_gemeente => "0384",
            "Afzender" | "Ontvanger" | "Aanbieder" => "42420001",
            "Identificatie" | "IdentificatieRetour" | "DeclaratieNummer" => "B1",
            "Dagtekening" | "DagtekeningRetour" | "DeclaratieDagtekening" => "2026-05-06",
            "Datum" => "2010-02-14",
            "BasisschemaXsdVersie" | "BerichtXsdVersie" => "1.0.0",
            "Begindatum"
            | "Ingangsdatum"
            | "Toewijzingsdatum"
            | "Afgiftedatum"
            | "GewensteIngangsdatum"
            | "ToewijzingIngangsdatum"
            | "BeschikkingIngangsdatum" => "2026-04-01",
            "Einddatum" | "ToewijzingEinddatum" => "2026-04-30",
            "Toewijzingstijd" => "12:34:56",
            "Categorie" | "ProductCategorie" if wet == Wet::Wmo => "01",
            "Categorie" | "ProductCategorie" => "45",
            "RedenWijziging" | "RedenBeeindiging" | "Type" => "02",
            "Eenheid" => "04",
            "DebetCredit" => "D",
            "Gemeente" => "1916",
            // A refusal must have a reason, and only that may have one (CD085, CD086).
            "VerzoekAntwoord" if self.maat == Maat::Klein => "2",
            "RedenAfwijzingVerzoek" if wet == Wet::Jw => "8",
            "Frequentie" => "2",
            "BerichtVersie" => return release.versie.to_string(),
            "BerichtSubversie" => return release.subversie.to_string(),
            "ReferentieAanbieder" | "ReferentieNummer" | "VorigReferentieNummer" => {
                return format!("REF-{teller}");
            }
            "Code" | "ProductCode" => return format!("A{teller:04}"),
            "ToewijzingNummer" => return teller.to_string(),
            _ => "1",
        };
        value.to_owned()
    }
}

/// A kind of message whose schema is public.
#[derive(Debug, Clone)]
pub(super) struct Soort {
    pub(super) dialect: Dialect,
    /// Such as `iWmo 2.1 301`.
    pub(super) naam: String,
    namespace: String,
}

impl Soort {
    /// The elements of `Bericht`.
    pub(super) fn wortel(&self) -> Vec<Element> {
        let kop = Element::bericht("Header", Aantal::Een, Inhoud::Groep(self.dialect.kop()));
        let is_antwoord = self.dialect.soort.beantwoordt().is_some();
        let aantal = if is_antwoord { Aantal::NulOfEen } else { Aantal::Een };
        vec![kop, Element { aantal, ..self.dialect.opbouw.inhoud }]
    }
}

/// All kinds of message whose schema is public, by law and release.
pub(super) fn soorten() -> Vec<Soort> {
    const V2: [&str; 8] = ["301", "302", "305", "306", "307", "308", "315", "316"];
    const V3: [&str; 6] = ["317", "318", "319", "320", "323", "325"];
    let all = [&V2[..], &V3[..]].concat();
    let mut found = Vec::new();
    for (standaard, prefix, release, staart, codes) in [
        ("iWmo", "wmo", "2_1", "/2_1", &V2[..]),
        ("iWmo", "wmo", "3_2", "", &all),
        ("iJw", "jw", "3_2", "", &all),
    ] {
        for code in codes {
            let namespace = format!(
                "http://www.istandaarden.nl/{}/{release}/{prefix}{code}/schema{staart}",
                standaard.to_lowercase()
            );
            let dialect = Dialect::from_namespace(&namespace).unwrap();
            let naam = format!("{standaard} {} {code}", dialect.release);
            found.push(Soort { dialect, naam, namespace });
        }
    }
    found
}
