//! The story of a chain, from message to fact, in Dutch: told on the command line and on a page.

mod bevinding;
mod declaratie;
mod getal;
mod rij;
mod tijdlijn;
mod woorden;
mod zinnen;

use serde_json::Value;

use domain::{
    AgbCode, Beschikkingnummer, Gemeentecode, KetenSleutel, ReferentieAanbieder, Toewijzingnummer,
    Wet,
};

pub use bevinding::Vondst;
pub use declaratie::{Bedragen, Maand};
pub use getal::{euros, thousands};
pub use rij::{Deel, Weigering};
pub use tijdlijn::{Fase, Gebeurtenis, Verhaal};
pub use woorden::{Redenen, ernst};
pub use zinnen::Leveringzin;

use crate::beheer::{self, Onderwerp};
use crate::{Db, Error};
use rij::Rijen;

/// By what a story is asked for.
#[derive(Debug, Clone)]
pub enum Zoek {
    /// Number of an allocation.
    Toewijzing(Toewijzingnummer),
    /// Number of a beschikking: all its allocations and requests.
    Beschikking(Beschikkingnummer),
    /// What a provider calls a request or a declaration line.
    Referentie(AgbCode, ReferentieAanbieder),
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Vraag {
    /// Law.
    pub wet: Wet,
    /// Municipality.
    pub gemeente: Gemeentecode,
    /// What.
    pub zoek: Zoek,
}

/// A story with what it was told from.
#[derive(Debug, Clone)]
pub struct Vertelling {
    /// What it is about.
    pub titel: String,
    /// Number of the allocation, when it has one.
    pub toewijzingnummer: Option<i64>,
    /// The allocation as it stands, in sentences; none for a request.
    pub stand: Vec<String>,
    /// What happened, what was declared, what was found.
    pub verhaal: Verhaal,
    /// Periods of delivery.
    pub leveringen: Vec<Leveringzin>,
    /// What was refused of the same files.
    pub weigeringen: Vec<Weigering>,
    /// The rows that it was told from.
    pub delen: Vec<Deel>,
}

/// A file may be called after a person.
fn verberg_personen(rij: &mut Value) {
    for veld in ["bestand", "antwoord_bestand"] {
        if let Some(Value::String(naam)) = rij.get_mut(veld) {
            *naam = domain::verberg_bsn(naam);
        }
    }
}

/// The stories that answer `vraag`, in order of number; none when nothing is known.
///
/// # Errors
/// `Database`, or `Corrupt` when a row is not what the statements give.
pub async fn vertel(db: &Db, vraag: &Vraag) -> Result<Vec<Vertelling>, Error> {
    let redenen = Redenen(beheer::list_reasons(db, vraag.wet).await?);
    let mut vertellingen = Vec::new();
    for onderwerp in onderwerpen(db, vraag).await? {
        let mut delen = Vec::new();
        for section in beheer::explain(db, onderwerp).await? {
            let rijen = section.rows.iter().map(|row| serde_json::from_str(row));
            let rijen = rijen.collect::<Result<Vec<_>, _>>();
            let mut rijen = rijen.map_err(|_| Error::Corrupt { what: section.name })?;
            rijen.iter_mut().for_each(verberg_personen);
            delen.push(Deel { naam: section.name, rijen });
        }
        if delen.iter().all(|deel| deel.rijen.is_empty()) {
            continue;
        }
        let titel = titel(vraag, onderwerp);
        let gemeente = vraag.gemeente.to_string();
        let vertelling = Vertelling::van(titel, delen, &redenen, &gemeente)?;
        let toewijzingnummer = onderwerp.toewijzingnummer;
        vertellingen.push(Vertelling { toewijzingnummer, ..vertelling });
    }
    Ok(vertellingen)
}

impl Vertelling {
    /// Tells the story of rows that were read.
    ///
    /// # Errors
    /// `Corrupt` when a row is not what the statements give.
    pub fn van(
        titel: String,
        delen: Vec<Deel>,
        redenen: &Redenen,
        gemeente: &str,
    ) -> Result<Self, Error> {
        let rijen = Rijen::lees(&delen)?;
        Ok(Self {
            titel,
            toewijzingnummer: None,
            stand: rijen.toewijzing.as_ref().map(zinnen::stand).into_iter().flatten().collect(),
            verhaal: tijdlijn::vertel(&rijen, redenen, gemeente),
            leveringen: zinnen::leveringen(&rijen, redenen),
            weigeringen: rijen.weigeringen,
            delen,
        })
    }
}

async fn onderwerpen(db: &Db, vraag: &Vraag) -> Result<Vec<Onderwerp>, Error> {
    let Vraag { wet, gemeente, .. } = *vraag;
    match &vraag.zoek {
        Zoek::Toewijzing(nummer) => {
            let keten = KetenSleutel::van_toewijzing(wet, gemeente, *nummer);
            Ok(vec![Onderwerp::van_keten(keten, nummer.waarde())])
        }
        Zoek::Beschikking(nummer) => {
            beheer::subjects_of_beschikking(db, wet, gemeente, *nummer).await
        }
        Zoek::Referentie(agb, referentie) => {
            beheer::subjects_of_reference(db, wet, gemeente, *agb, referentie).await
        }
    }
}

/// What one story is about.
fn titel(vraag: &Vraag, onderwerp: Onderwerp) -> String {
    if let Some(nummer) = onderwerp.toewijzingnummer {
        return format!("Toewijzing {nummer}");
    }
    if onderwerp.keten != onderwerp.toewijzing {
        return "Toewijzing zonder nummer".to_owned();
    }
    match &vraag.zoek {
        Zoek::Referentie(_, referentie) => format!("Verzoek {referentie}"),
        _ => "Verzoek zonder toewijzing".to_owned(),
    }
}

#[cfg(test)]
mod tests;
