//! Rows of v3: one per combination of codes, with a column per measure.

use domain::statline::{Cel, Celwaarde, Keuze, Onderwerp, Tabel};
use serde::de::{IgnoredAny, MapAccess};
use serde_json::value::RawValue;

use super::Rijstand;
use super::cel::{cel_typed, cel_untyped};
use super::codes::Codelijst;
use super::envelop::Rijen;
use super::fout::Fout;
use super::kolommen::{Kolommen, Sleutel, Veld};
use super::v4::plaats;
use super::veld::{Ruw, Scalar};

const ID: usize = 0;
/// The first dimension; the others follow, then the measures.
const DIMENSIE: usize = 1;

/// Which data set is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Soort {
    /// Text, with the reason of emptiness.
    Untyped,
    /// Numbers and nulls.
    Typed,
}

/// Reads the rows of a page.
#[derive(Debug)]
pub(super) struct Rijlezer<'t> {
    soort: Soort,
    kolommen: Kolommen<'t>,
    onderwerpen: &'t [Onderwerp],
    /// Per measure whether it is wanted.
    gewenst: Vec<bool>,
    dimensies: Vec<Codelijst<'t>>,
    /// Positions of the row at hand.
    codes: Vec<u32>,
    /// Cells of the row at hand, by measure.
    waarden: Vec<Option<Celwaarde>>,
    stand: Rijstand,
}

impl<'t> Rijlezer<'t> {
    pub(super) fn new(
        tabel: &'t Tabel,
        keuze: &Keuze,
        adres: &str,
        laatste_id: Option<i64>,
    ) -> Self {
        let is_untyped = adres.to_ascii_lowercase().contains("untypeddataset");
        let positions = 0..u32::try_from(tabel.onderwerpen.len()).unwrap_or(u32::MAX);
        let gewenst: Vec<_> = positions.map(|plek| keuze.wil_onderwerp(plek)).collect();
        let dimensies = tabel.dimensies.iter().map(|dimensie| (&*dimensie.naam, true));
        let topics = tabel.onderwerpen.iter().zip(&gewenst);
        let topics = topics.map(|(onderwerp, is_wanted)| (&*onderwerp.code, *is_wanted));
        let namen = core::iter::once(("ID", true)).chain(dimensies).chain(topics);
        Self {
            soort: if is_untyped { Soort::Untyped } else { Soort::Typed },
            kolommen: Kolommen::new(namen),
            onderwerpen: &tabel.onderwerpen,
            gewenst,
            dimensies: Codelijst::dimensies(tabel, keuze),
            codes: vec![0; tabel.dimensies.len()],
            waarden: vec![None; tabel.onderwerpen.len()],
            stand: Rijstand::new(tabel, laatste_id),
        }
    }

    pub(super) fn klaar(self) -> (Rijstand, Vec<String>) {
        (self.stand, self.kolommen.onbekende_velden())
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

    fn onderwerp(&mut self, plek: usize, raw: &RawValue) -> Result<(), Fout> {
        let is_wanted = self.gewenst.get(plek).is_some_and(|is| *is);
        if is_wanted
            && let Some(onderwerp) = self.onderwerpen.get(plek)
            && let Some(waarde) = self.waarden.get_mut(plek)
        {
            let ruw = Ruw::van(raw)?;
            *waarde = Some(match self.soort {
                Soort::Untyped => cel_untyped(onderwerp, &ruw)?,
                Soort::Typed => cel_typed(onderwerp, &ruw)?,
            });
        }
        Ok(())
    }

    /// Puts a row together.
    fn eind(&mut self, id: Option<i64>, fout: Option<Fout>) -> Result<(), Fout> {
        if let Some(fout) = fout {
            return Err(fout);
        }
        self.kolommen.eind()?;
        let Some(id) = id else { return self.kolommen.eind() };
        self.toets_id(id)?;
        if !self.stand.tel(id) {
            self.waarden.fill(None);
            return Ok(());
        }
        let rij = self.stand.rijen - 1;
        let blok = &mut self.stand.blok;
        blok.codes.extend_from_slice(&self.codes);
        for (plek, waarde) in (0..).zip(&mut self.waarden) {
            if let Some(waarde) = waarde.take() {
                blok.cellen.push(Cel { rij, onderwerp: plek, waarde });
            }
        }
        Ok(())
    }

    /// The law of v3: the number of a row is the position of its codes in the product of the code lists.
    fn toets_id(&self, id: i64) -> Result<(), Fout> {
        let expected =
            self.dimensies.iter().zip(&self.codes).try_fold(0_u64, |id, (lijst, code)| {
                let size = u64::try_from(lijst.len()).ok()?;
                id.checked_mul(size)?.checked_add(u64::from(*code))
            });
        if expected == u64::try_from(id).ok() {
            return Ok(());
        }
        let expected = expected.map_or_else(|| "too large".to_owned(), |id| id.to_string());
        let what = format!(
            "its codes stand at position {expected} of the code lists: the lists changed while \
             the table was read; run again"
        );
        Err(Fout::new("ODATA_ID_LAW", what))
    }
}

impl Rijen for Rijlezer<'_> {
    fn neem<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<Result<(), Fout>, A::Error> {
        self.kolommen.begin();
        let eerste_onderwerp = DIMENSIE + self.dimensies.len();
        let (mut id, mut fout) = (None, None);
        while let Some(veld) = map.next_key_seed(Sleutel(&mut self.kolommen))? {
            let checked = match veld {
                Veld::Kolom(ID) => {
                    map.next_value::<Scalar<'de>>()?.rijnummer("ID").map(|found| id = Some(found))
                }
                Veld::Kolom(plek) if plek < eerste_onderwerp => {
                    let scalar = map.next_value::<Scalar<'de>>()?;
                    self.dimensie(plek, &scalar)
                }
                Veld::Kolom(plek) => {
                    let raw = map.next_value::<&'de RawValue>()?;
                    self.onderwerp(plek - eerste_onderwerp, raw)
                }
                Veld::Onbekend => map.next_value::<&RawValue>().map(|_| Ok(()))?,
                Veld::Dubbel(plek) => {
                    map.next_value::<IgnoredAny>()?;
                    Err(self.kolommen.dubbel(plek))
                }
            };
            if let Err(found) = checked {
                fout.get_or_insert(found);
            }
        }
        Ok(self.eind(id, fout).map_err(|fout| fout.bij(&plaats(self.kolommen.rij(), "ID", id))))
    }

    fn begonnen(&self) -> u32 {
        self.kolommen.rij()
    }
}
