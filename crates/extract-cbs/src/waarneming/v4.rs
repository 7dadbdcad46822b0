//! Rows of v4: one per cell.

use domain::statline::{Keuze, Onderwerp, Tabel};
use serde::de::{IgnoredAny, MapAccess};
use serde_json::value::RawValue;

use super::Rijstand;
use super::cel::{cel, getal};
use super::codes::Codelijst;
use super::envelop::Rijen;
use super::fout::Fout;
use super::kolommen::{Kolommen, Sleutel, Veld};
use super::veld::{Ruw, Scalar};

const ID: usize = 0;
const MEASURE: usize = 1;
const ATTRIBUTE: usize = 2;
const VALUE: usize = 3;
const STRING: usize = 4;
/// The first dimension; the others follow.
const DIMENSIE: usize = 5;

/// Reads the rows of a page.
#[derive(Debug)]
pub(super) struct Rijlezer<'t> {
    kolommen: Kolommen<'t>,
    onderwerpen: &'t [Onderwerp],
    metingen: Codelijst<'t>,
    dimensies: Vec<Codelijst<'t>>,
    /// Positions of the row at hand.
    codes: Vec<u32>,
    stand: Rijstand,
}

/// A row before it is put together; the first refusal waits for the row number.
#[derive(Debug, Default)]
struct Rij<'de> {
    id: Option<i64>,
    onderwerp: u32,
    attribuut: Option<Scalar<'de>>,
    waarde: Option<&'de RawValue>,
    tekst: Option<Scalar<'de>>,
    fout: Option<Fout>,
}

impl<'t> Rijlezer<'t> {
    pub(super) fn new(tabel: &'t Tabel, keuze: &Keuze, laatste_id: Option<i64>) -> Self {
        let fixed = ["Id", "Measure", "ValueAttribute", "Value"].map(|naam| (naam, true));
        let dimensies = tabel.dimensies.iter().map(|dimensie| (&*dimensie.naam, true));
        let namen = fixed.into_iter().chain([("StringValue", false)]).chain(dimensies);
        Self {
            kolommen: Kolommen::new(namen),
            onderwerpen: &tabel.onderwerpen,
            metingen: Codelijst::onderwerpen(tabel, keuze),
            dimensies: Codelijst::dimensies(tabel, keuze),
            codes: vec![0; tabel.dimensies.len()],
            stand: Rijstand::new(tabel, laatste_id),
        }
    }

    pub(super) fn klaar(self) -> (Rijstand, Vec<String>) {
        (self.stand, self.kolommen.onbekende_velden())
    }

    /// Takes the value of a column.
    fn veld<'de, A>(&mut self, plek: usize, rij: &mut Rij<'de>, map: &mut A) -> Result<(), A::Error>
    where
        A: MapAccess<'de>,
    {
        let checked = match plek {
            ID => map.next_value::<Scalar<'de>>()?.rijnummer("Id").map(|id| rij.id = Some(id)),
            MEASURE => {
                let scalar = map.next_value::<Scalar<'de>>()?;
                let found = scalar.tekst("Measure").and_then(|code| self.metingen.zoek(code));
                found.map(|onderwerp| rij.onderwerp = onderwerp)
            }
            ATTRIBUTE => {
                rij.attribuut = Some(map.next_value()?);
                Ok(())
            }
            VALUE => {
                rij.waarde = Some(map.next_value()?);
                Ok(())
            }
            STRING => {
                rij.tekst = Some(map.next_value()?);
                Ok(())
            }
            plek => {
                let scalar = map.next_value::<Scalar<'de>>()?;
                self.dimensie(plek, &scalar)
            }
        };
        if let Err(fout) = checked {
            rij.fout.get_or_insert(fout);
        }
        Ok(())
    }

    fn dimensie(&mut self, plek: usize, scalar: &Scalar<'_>) -> Result<(), Fout> {
        let code = scalar.tekst(self.kolommen.naam(plek))?;
        let dimensie = plek.saturating_sub(DIMENSIE);
        if let Some(lijst) = self.dimensies.get_mut(dimensie)
            && let Some(positie) = self.codes.get_mut(dimensie)
        {
            *positie = lijst.zoek(code)?;
        }
        Ok(())
    }

    /// Puts a row together.
    fn eind(&mut self, rij: Rij<'_>) -> Result<(), Fout> {
        let Rij { id, onderwerp: plek, attribuut, waarde, tekst, fout } = rij;
        if let Some(fout) = fout {
            return Err(fout);
        }
        self.kolommen.eind()?;
        let (Some(id), Some(attribuut), Some(waarde)) = (id, attribuut, waarde) else {
            return self.kolommen.eind();
        };
        let Some(onderwerp) = usize::try_from(plek).ok().and_then(|at| self.onderwerpen.get(at))
        else {
            return Ok(());
        };
        let tekst = tekst.map_or(Ok(None), |tekst| tekst.tekst_of_null("StringValue"))?;
        let getal = getal("Value", &Ruw::van(waarde)?)?;
        let waarde = cel(onderwerp, attribuut.tekst("ValueAttribute")?, getal, tekst.as_deref())?;
        if self.stand.tel(id) {
            self.stand.neem(&self.codes, plek, waarde);
        }
        Ok(())
    }
}

impl Rijen for Rijlezer<'_> {
    fn neem<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<Result<(), Fout>, A::Error> {
        self.kolommen.begin();
        let mut rij = Rij::default();
        while let Some(veld) = map.next_key_seed(Sleutel(&mut self.kolommen))? {
            match veld {
                Veld::Kolom(plek) => self.veld(plek, &mut rij, &mut map)?,
                Veld::Onbekend => drop(map.next_value::<&RawValue>()?),
                Veld::Dubbel(plek) => {
                    map.next_value::<IgnoredAny>()?;
                    rij.fout.get_or_insert_with(|| self.kolommen.dubbel(plek));
                }
            }
        }
        let id = rij.id;
        Ok(self.eind(rij).map_err(|fout| fout.bij(&plaats(self.kolommen.rij(), "Id", id))))
    }

    fn begonnen(&self) -> u32 {
        self.kolommen.rij()
    }
}

/// Where a row is, in words.
pub(super) fn plaats(rij: u32, naam: &str, id: Option<i64>) -> String {
    let id = id.map(|id| format!(" ({naam} {id})")).unwrap_or_default();
    format!("row {rij} of the page{id}")
}
