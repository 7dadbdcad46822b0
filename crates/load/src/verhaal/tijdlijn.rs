//! The story of one allocation: what happened, in the order of the dates and of what things mean.

use chrono::NaiveDate;
use serde::Serialize;

use super::bevinding::{Bevindingen, Plaats, Vondst};
use super::declaratie::{self, Bedragen, Maand};
use super::rij::{Antwoord, Bevinding, Melding, Rijen, Versie, Verzoek};
use super::woorden::{self, Redenen};

/// What kind of thing happened; on one day in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fase {
    /// Somebody asks for an allocation.
    Verzoek,
    /// The municipality answers.
    Antwoord,
    /// An allocation.
    Toewijzing,
    /// Delivery begins.
    Start,
    /// Delivery ends.
    Stop,
    /// A line of a declaration.
    Declaratie,
    /// A line that takes one back.
    Correctie,
}

/// One thing that happened: a record of a message.
#[derive(Debug, Clone, Serialize)]
pub struct Gebeurtenis {
    /// Dagtekening of the message.
    pub datum: NaiveDate,
    /// What kind of thing.
    pub fase: Fase,
    /// What happened.
    pub wat: String,
    /// By whom.
    pub door: String,
    /// What became of it, and why.
    pub oordeel: Option<String>,
    /// What the receiver said of the message, with its codes.
    pub antwoord: String,
    /// File of that answer.
    pub antwoord_bestand: Option<String>,
    /// Findings about it.
    pub bevindingen: Vec<Vondst>,
    /// File of the message.
    pub bestand: Option<String>,
    /// Record within the message.
    pub regel: i32,
}

/// The whole story.
#[derive(Debug, Clone, Serialize)]
pub struct Verhaal {
    /// What happened, by date.
    pub tijdlijn: Vec<Gebeurtenis>,
    /// What was declared, by month.
    pub maanden: Vec<Maand>,
    /// What that comes to.
    pub totaal: Bedragen,
    /// Findings on the allocation as a whole, and those that belong to no record of it.
    pub bevindingen: Vec<Vondst>,
    /// Codes of findings that no longer hold.
    pub opgelost: Vec<String>,
}

/// Tells the story of what is known.
pub(super) fn vertel(rijen: &Rijen, redenen: &Redenen, gemeente: &str) -> Verhaal {
    let (opgelost, geldig): (Vec<Bevinding>, Vec<Bevinding>) =
        rijen.bevindingen.iter().cloned().partition(|bevinding| bevinding.status == "opgelost");
    let mut opgelost: Vec<String> =
        opgelost.into_iter().map(|bevinding| bevinding.regelcode).collect();
    opgelost.sort();
    let mut verteller = Verteller {
        redenen,
        gemeente,
        bevindingen: Bevindingen::van(geldig),
        tijdlijn: Vec::new(),
    };
    for verzoek in &rijen.verzoeken {
        verteller.verzoek(verzoek);
    }
    for antwoord in &rijen.antwoorden {
        verteller.antwoord(antwoord);
    }
    let mut vorige = None;
    for versie in &rijen.versies {
        verteller.versie(versie, vorige);
        if versie.versie.is_some() {
            vorige = Some(versie);
        }
    }
    for melding in &rijen.meldingen {
        verteller.melding(melding);
    }
    let Verteller { mut bevindingen, mut tijdlijn, .. } = verteller;
    // Stable: what has one date and one meaning keeps the order of the parts.
    tijdlijn.sort_by_key(|gebeurtenis| (gebeurtenis.datum, gebeurtenis.fase));
    let maanden = declaratie::maanden(&rijen.prestaties, redenen, gemeente, &mut bevindingen);
    let totaal = maanden.iter().fold(Bedragen::default(), |sum, maand| sum + maand.bedragen);
    Verhaal { tijdlijn, maanden, totaal, bevindingen: bevindingen.rest(), opgelost }
}

struct Verteller<'r> {
    redenen: &'r Redenen,
    gemeente: &'r str,
    bevindingen: Bevindingen,
    tijdlijn: Vec<Gebeurtenis>,
}

impl Verteller<'_> {
    fn van_aanbieder(&self, agb: &str) -> String {
        format!("aanbieder {agb} aan gemeente {}", self.gemeente)
    }

    fn van_gemeente(&self, agb: &str) -> String {
        format!("gemeente {} aan aanbieder {agb}", self.gemeente)
    }

    fn verzoek(&mut self, verzoek: &Verzoek) {
        let soort = &verzoek.berichtsoort;
        let inhoud = woorden::inhoud(&verzoek.inhoud);
        let nummer =
            verzoek.toewijzingnummer.map(|nummer| format!(" {nummer}")).unwrap_or_default();
        let kenmerk = verzoek.referentie_aanbieder.as_ref();
        let kenmerk = kenmerk.map(|kenmerk| format!(", kenmerk {kenmerk}")).unwrap_or_default();
        let wat = match verzoek.onderdeel.as_str() {
            "aangevraagd" => format!("Verzoek om toewijzing ({soort}{kenmerk}): {inhoud}"),
            "nieuw" => format!("Verzoek om een nieuw product ({soort}{kenmerk}): {inhoud}"),
            "te_wijzigen" => {
                // The product is that of the allocation: the message does not repeat it.
                let wanneer = woorden::wanneer(&verzoek.inhoud);
                format!("Verzoek om toewijzing{nummer} te wijzigen ({soort}{kenmerk}): {wanneer}")
            }
            _ => {
                format!("Verzoek om wijziging ({soort}{kenmerk}): toewijzing{nummer} blijft gelijk")
            }
        };
        let plaats = Plaats {
            aanbieders: [&verzoek.agb_code, &verzoek.bericht_agb_code],
            identificatie: &verzoek.identificatie,
            regel: verzoek.regel,
        };
        self.tijdlijn.push(Gebeurtenis {
            datum: verzoek.dagtekening,
            fase: Fase::Verzoek,
            wat,
            door: self.van_aanbieder(&verzoek.agb_code),
            oordeel: self.uitkomst(verzoek),
            antwoord: self.redenen.antwoord(&verzoek.retour, &verzoek.release),
            antwoord_bestand: verzoek.retour.antwoord_bestand.clone(),
            bevindingen: self.bevindingen.neem(soort, &plaats),
            bestand: verzoek.bestand.clone(),
            // Of a 317 all products share a record: the number of the product says which.
            regel: if soort == "317" { verzoek.volgnummer } else { verzoek.regel },
        });
    }

    /// What became of a request; `None`: it only names what stays.
    fn uitkomst(&self, verzoek: &Verzoek) -> Option<String> {
        let op = verzoek.antwoorddatum.map(|datum| format!(" op {datum}")).unwrap_or_default();
        let na = verzoek.doorlooptijd_dagen.map(|dagen| format!(", na {}", telling(dagen)));
        let na = na.unwrap_or_default();
        Some(match verzoek.antwoord.as_deref()? {
            "toegewezen" => {
                let als = verzoek.toegewezen_toewijzingnummer;
                let als = als.map(|nummer| format!(" als toewijzing {nummer}")).unwrap_or_default();
                format!("toegewezen{op}{als}{na}")
            }
            "afgewezen" => {
                let reden = verzoek.reden_afwijzing.as_ref().map(|code| {
                    let reden = self.redenen.noem("reden_afwijzing", code, &verzoek.release);
                    format!(": {reden}")
                });
                format!("afgewezen{op}{na}{}", reden.unwrap_or_default())
            }
            "in_onderzoek" => format!("in onderzoek{op}"),
            other => other.to_owned(),
        })
    }

    fn antwoord(&mut self, antwoord: &Antwoord) {
        let kenmerk = antwoord.referentie_aanbieder.as_deref().unwrap_or("zonder kenmerk");
        let wat = match antwoord.antwoord.as_str() {
            "1" => "afgewezen",
            "2" => "in onderzoek",
            other => other,
        };
        let reden = antwoord.reden_afwijzing.as_ref().map(|code| {
            format!(", {}", self.redenen.noem("reden_afwijzing", code, &antwoord.release))
        });
        let elders = antwoord.woonplaats_gemeentecode.as_ref();
        let elders = elders.map(|code| format!(", hoort bij gemeente {code}")).unwrap_or_default();
        let reden = reden.unwrap_or_default();
        let plaats = Plaats {
            aanbieders: [&antwoord.agb_code; 2],
            identificatie: &antwoord.identificatie,
            regel: 1,
        };
        self.tijdlijn.push(Gebeurtenis {
            datum: antwoord.dagtekening,
            fase: Fase::Antwoord,
            wat: format!("Antwoord op verzoek {kenmerk} (319): {wat}{reden}{elders}"),
            door: self.van_gemeente(&antwoord.agb_code),
            oordeel: None,
            antwoord: self.redenen.antwoord(&antwoord.retour, &antwoord.release),
            antwoord_bestand: antwoord.retour.antwoord_bestand.clone(),
            bevindingen: self.bevindingen.neem("319", &plaats),
            bestand: antwoord.bestand.clone(),
            regel: 1,
        });
    }

    fn versie(&mut self, versie: &Versie, vorige: Option<&Versie>) {
        let reden = versie.reden_wijziging.as_ref().map(|code| {
            format!(", reden {}", self.redenen.noem("reden_wijziging", code, &versie.release))
        });
        let reden = reden.unwrap_or_default();
        let inhoud = woorden::inhoud(&versie.inhoud);
        let kenmerk = versie.referentie_aanbieder.as_ref();
        let kenmerk = kenmerk.map(|kenmerk| format!(", kenmerk {kenmerk}")).unwrap_or_default();
        let van = versie.toewijzingsdatum;
        let is_verwijdering = versie.reden_wijziging.as_deref() == Some("13");
        let wat = match (versie.versie, vorige) {
            (Some(_), _) if is_verwijdering => {
                format!("Toewijzing verwijderd op {van} (301{kenmerk}{reden}): {inhoud}")
            }
            (Some(nummer), Some(vorige)) => {
                let verschil = woorden::verschil(&vorige.inhoud, &versie.inhoud).join("; ");
                let verschil = if verschil.is_empty() { inhoud } else { verschil };
                format!(
                    "Toewijzing gewijzigd, versie {nummer} van {van} (301{kenmerk}{reden}): {verschil}"
                )
            }
            (Some(nummer), None) => {
                format!("Toewijzing, versie {nummer} van {van} (301{kenmerk}{reden}): {inhoud}")
            }
            (None, _) if versie.retour.oordeel.as_deref() == Some("afgewezen") => {
                format!("Toewijzing van {van} die niet telt (301{kenmerk}{reden}): {inhoud}")
            }
            (None, _) => {
                format!("Toewijzing van {van} ongewijzigd herhaald (301{kenmerk}{reden}): {inhoud}")
            }
        };
        let plaats = Plaats {
            aanbieders: [&versie.agb_code, &versie.bericht_agb_code],
            identificatie: &versie.identificatie,
            regel: versie.regel,
        };
        self.tijdlijn.push(Gebeurtenis {
            datum: versie.dagtekening,
            fase: Fase::Toewijzing,
            wat,
            door: self.van_gemeente(&versie.agb_code),
            oordeel: None,
            antwoord: self.redenen.antwoord(&versie.retour, &versie.release),
            antwoord_bestand: versie.retour.antwoord_bestand.clone(),
            bevindingen: self.bevindingen.neem("301", &plaats),
            bestand: versie.bestand.clone(),
            regel: versie.regel,
        });
    }

    fn melding(&mut self, melding: &Melding) {
        let product =
            woorden::product(melding.productcategorie.as_deref(), melding.productcode.as_deref());
        let soort = &melding.berichtsoort;
        let status = match melding.status_aanlevering.as_deref() {
            Some("2") => ", wijziging",
            Some("3") => ", intrekking",
            Some("9") => ", ongewijzigd herhaald",
            _ => "",
        };
        let begin = melding.begindatum;
        let (fase, wat) = if let Some(eind) = melding.einddatum {
            let code = melding.reden_beeindiging.as_deref().unwrap_or_default();
            let reden = self.redenen.noem("reden_beeindiging", code, &melding.release);
            let wat = if code == "20" { "Pauze" } else { "Stop" };
            (
                Fase::Stop,
                format!(
                    "{wat} ({soort}{status}): {product}, begonnen {begin}, laatste dag {eind}, \
                     reden {reden}"
                ),
            )
        } else {
            (Fase::Start, format!("Start ({soort}{status}): {product}, vanaf {begin}"))
        };
        let plaats = Plaats {
            aanbieders: [&melding.agb_code, &melding.bericht_agb_code],
            identificatie: &melding.identificatie,
            regel: melding.regel,
        };
        self.tijdlijn.push(Gebeurtenis {
            datum: melding.dagtekening,
            fase,
            wat,
            door: self.van_aanbieder(&melding.agb_code),
            oordeel: Some(woorden::oordeel(&melding.koppeling)),
            antwoord: self.redenen.antwoord(&melding.retour, &melding.release),
            antwoord_bestand: melding.retour.antwoord_bestand.clone(),
            bevindingen: self.bevindingen.neem(soort, &plaats),
            bestand: melding.bestand.clone(),
            regel: melding.regel,
        });
    }
}

/// A number of days.
pub(super) fn telling(dagen: i32) -> String {
    if dagen == 1 { "1 dag".to_owned() } else { format!("{dagen} dagen") }
}
