//! A mapping laid on the header of a file: which position feeds which field. Made once, so that a row costs no search.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::zaaksysteem::{Entiteit, Veldsoort, Veldwaarde};
use domain::{Code, Pseudoniemsleutel};

use crate::mapping::{Bestemming, Doel, Kolom, Mapping, Periodetoets};
use crate::waarde::{Schrijfwijze, Soort};
use crate::{Melding, Meldingsoort, Omgeving, Weigering};

/// What to do with each row of a file.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) doelen: Vec<Doelplan>,
    pub(crate) stappen: Vec<Stap>,
    pub(crate) perioden: Vec<Periodetoets>,
    /// Columns of the mapping, whether the file has them or not.
    pub(crate) kolommen: usize,
    pub(crate) sleutel: Pseudoniemsleutel,
    pub(crate) ruimte: Box<str>,
    pub(crate) peildatum: NaiveDate,
}

/// An entity, with what holds for all its records.
#[derive(Debug)]
pub(crate) struct Doelplan {
    pub(crate) entiteit: Entiteit,
    /// The values of a record before its row is read; empty: this file tells nothing of the entity.
    pub(crate) begin: Vec<Veldwaarde>,
    /// Position of the column that chooses rows, and the words that choose.
    pub(crate) alleen: Option<(usize, Vec<Box<str>>)>,
    /// Positions of columns without which a row tells nothing of the entity.
    pub(crate) nodig: Vec<(usize, Arc<Schrijfwijze>)>,
    pub(crate) wet: Option<usize>,
    pub(crate) productcategorieen: Vec<usize>,
}

/// A column of the file that is read.
#[derive(Debug)]
pub(crate) struct Stap {
    /// Position in the row.
    pub(crate) plek: usize,
    /// Position in the mapping.
    pub(crate) nummer: usize,
    pub(crate) kolom: Kolom,
    /// Whether its value would show a BSN that it holds.
    pub(crate) toont_bsn: bool,
    /// Whether a row without it tells nothing of the entity.
    pub(crate) is_keuze: bool,
}

/// The name of a column without what people vary: capitals and blanks.
pub(crate) fn normaal(kop: &str) -> String {
    let woorden: Vec<&str> = kop.split_whitespace().collect();
    woorden.join(" ").to_lowercase()
}

/// The position of the first of these names that the header has.
fn vind(koppen: &[Box<str>], kop: &[String]) -> Option<usize> {
    koppen.iter().find_map(|naam| {
        let naam = normaal(naam);
        kop.iter().position(|ander| *ander == naam)
    })
}

/// Whether the cells look like the header that the mapping is for: at least half of the columns that must be there.
pub(crate) fn herken(mapping: &Mapping, cellen: &[&str]) -> bool {
    let kop: Vec<String> = cellen.iter().map(|cel| normaal(cel)).collect();
    let tel = |kolommen: &mut dyn Iterator<Item = &Kolom>| {
        let gevonden = kolommen.map(|kolom| usize::from(vind(&kolom.koppen, &kop).is_some()));
        gevonden.fold((0, 0), |(alle, wel), is_er| (alle + 1, wel + is_er))
    };
    match tel(&mut mapping.kolommen.iter().filter(|kolom| kolom.verplicht)) {
        (0, _) => tel(&mut mapping.kolommen.iter()).1 > 0,
        (alle, wel) => wel > 0 && wel * 2 >= alle,
    }
}

/// The columns that the mapping must have, in its own words.
pub(crate) fn gezocht(mapping: &Mapping) -> String {
    let verplicht = mapping.kolommen.iter().filter(|kolom| kolom.verplicht);
    verplicht.map(|kolom| in_woorden(&kolom.naam, &kolom.koppen)).collect::<Vec<_>>().join("; ")
}

fn in_woorden(naam: &str, koppen: &[Box<str>]) -> String {
    format!("`{naam}` ({})", koppen.join(", "))
}

impl Plan {
    /// Lays the mapping on the header; also what there is to tell of its columns.
    ///
    /// # Errors
    /// `CSV_HEADER` with the columns that are missing.
    pub(crate) fn maak(
        mapping: &Mapping,
        kop: &[String],
        omgeving: &Omgeving<'_>,
    ) -> Result<(Self, Vec<Melding>), Weigering> {
        let kop: Vec<String> = kop.iter().map(|naam| normaal(naam)).collect();
        let plekken: Vec<Option<usize>> =
            mapping.kolommen.iter().map(|kolom| vind(&kolom.koppen, &kop)).collect();
        let mut doelen = Vec::new();
        let mut ontbreekt = Vec::new();
        for (nummer, doel) in mapping.doelen.iter().enumerate() {
            let plan = doelplan(doel, nummer, mapping, &plekken, omgeving);
            let zoek = |alleen: &crate::mapping::Alleen| {
                let plek = vind(&alleen.koppen, &kop);
                if plek.is_none() && !plan.begin.is_empty() {
                    ontbreekt.push(in_woorden("alleen", &alleen.koppen));
                }
                plek.map(|plek| (plek, alleen.is.clone()))
            };
            let alleen = doel.alleen.as_ref().and_then(zoek);
            doelen.push(Doelplan { alleen, ..plan });
        }
        let (stappen, mut meldingen) = stappen(mapping, &plekken, &doelen, &mut ontbreekt);
        if doelen.iter().all(|doel| doel.begin.is_empty()) {
            ontbreekt.push("the key of any entity".to_owned());
        }
        if !ontbreekt.is_empty() {
            let woorden = format!("no column for {}", ontbreekt.join("; "));
            return Err(Weigering::bestand(Code::CsvHeader, woorden));
        }
        let is_gebruikt = |plek: usize| {
            stappen.iter().any(|stap| stap.plek == plek)
                || doelen
                    .iter()
                    .any(|doel| doel.alleen.as_ref().is_some_and(|(een, _)| *een == plek))
        };
        let onbekend =
            kop.iter().enumerate().filter(|(plek, naam)| !naam.is_empty() && !is_gebruikt(*plek));
        meldingen.extend(onbekend.map(|_| melding(Meldingsoort::KolomOnbekend, None)));
        let plan = Self {
            doelen,
            stappen,
            perioden: mapping.perioden.clone(),
            kolommen: mapping.kolommen.len(),
            sleutel: omgeving.sleutel.clone(),
            ruimte: mapping.bestand.ruimte.as_deref().unwrap_or(omgeving.bron).into(),
            peildatum: omgeving.peildatum,
        };
        Ok((plan, meldingen))
    }
}

fn melding(soort: Meldingsoort, kolom: Option<&str>) -> Melding {
    Melding { soort, regel: 0, kolom: kolom.map(Box::from) }
}

fn doelplan(
    doel: &Doel,
    nummer: usize,
    mapping: &Mapping,
    plekken: &[Option<usize>],
    omgeving: &Omgeving<'_>,
) -> Doelplan {
    let velden = doel.entiteit.velden();
    let mut begin = vec![Veldwaarde::Leeg; velden.len()];
    let gemeente = doel.entiteit.plek_van(Veldsoort::Gemeente);
    let eigen = gemeente.zip(omgeving.gemeente);
    let eigen = eigen.map(|(plek, code)| (plek, Veldwaarde::Tekst(code.to_string().into())));
    for (plek, waarde) in eigen.into_iter().chain(doel.vast.iter().cloned()) {
        if let Some(veld) = begin.get_mut(plek) {
            *veld = waarde;
        }
    }
    let mut nodig = Vec::new();
    let keuzes = mapping.kolommen.iter().zip(plekken);
    for (kolom, plek) in keuzes.filter(|(kolom, _)| is_keuze(kolom, nummer, doel.entiteit)) {
        match plek {
            Some(plek) => nodig.push((*plek, Arc::clone(&kolom.regels.wijze))),
            None => begin.clear(),
        }
    }
    let van = |soort: Veldsoort| {
        let velden = velden.iter().enumerate().filter(move |(_, veld)| veld.soort == soort);
        velden.map(|(plek, _)| plek)
    };
    Doelplan {
        entiteit: doel.entiteit,
        begin,
        alleen: None,
        nodig,
        wet: van(Veldsoort::Wet).next(),
        productcategorieen: van(Veldsoort::Productcategorie).collect(),
    }
}

/// Whether it is a column of this entity that it must have, and that a row may leave out to tell nothing of it.
fn is_keuze(kolom: &Kolom, nummer: usize, entiteit: Entiteit) -> bool {
    let Bestemming::Veld { doel, plek } = kolom.bestemming else { return false };
    let moet = entiteit.velden().get(plek).is_some_and(|veld| veld.is_verplicht);
    doel == nummer && moet && kolom.optioneel
}

fn stappen(
    mapping: &Mapping,
    plekken: &[Option<usize>],
    doelen: &[Doelplan],
    ontbreekt: &mut Vec<String>,
) -> (Vec<Stap>, Vec<Melding>) {
    let mut stappen = Vec::new();
    let mut meldingen = Vec::new();
    for (nummer, (kolom, plek)) in mapping.kolommen.iter().zip(plekken).enumerate() {
        let mut is_keuze_van = false;
        if let Bestemming::Veld { doel: hoeveelste, .. } = kolom.bestemming
            && let Some(doel) = doelen.get(hoeveelste)
        {
            if doel.begin.is_empty() {
                continue;
            }
            is_keuze_van = is_keuze(kolom, hoeveelste, doel.entiteit);
        }
        match plek {
            Some(plek) => stappen.push(Stap {
                plek: *plek,
                nummer,
                kolom: kolom.clone(),
                toont_bsn: toont_bsn(kolom),
                is_keuze: is_keuze_van,
            }),
            None if kolom.verplicht => ontbreekt.push(in_woorden(&kolom.naam, &kolom.koppen)),
            None if kolom.optioneel => {}
            None => meldingen.push(melding(Meldingsoort::KolomOntbreekt, Some(&kolom.naam))),
        }
    }
    // What a word means may depend on a day of the same row, so that day goes first.
    let op_dag =
        |stap: &Stap| stap.kolom.regels.lijst.as_ref().is_some_and(|lijst| lijst.op.is_some());
    stappen.sort_by_key(|stap| (op_dag(stap), stap.plek, stap.nummer));
    (stappen, meldingen)
}

/// Whether a BSN in the value could be read there afterwards.
fn toont_bsn(kolom: &Kolom) -> bool {
    let is_leesbaar = matches!(
        kolom.soort,
        Soort::Veld(
            Veldsoort::Tekst | Veldsoort::Lijst | Veldsoort::Geheel | Veldsoort::Toewijzingnummer
        )
    );
    is_leesbaar && !kolom.regels.bsn_mag && kolom.bestemming != Bestemming::Controle
}
