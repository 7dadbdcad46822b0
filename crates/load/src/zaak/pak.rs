//! Records made ready to be sent, on the thread that reads them.

use domain::Gemeentecode;
use domain::zaaksysteem::{Entiteit, Record};

use crate::Error;
use crate::copy::EncodedRows;

use super::Geweigerd;
use super::kolommen::{RecordRij, Vast};

/// Encoded records of one entity that are sent in one go.
const BYTES_PER_KEER: usize = 1024 * 1024;
/// The same of a file with several entities: every turn from one to another is a `COPY` of its own, and its end waits.
const BYTES_PER_BEURT: usize = 4 * BYTES_PER_KEER;

/// Records of one entity, ready to be sent.
#[derive(Debug)]
pub struct Pak {
    pub(super) entiteit: Entiteit,
    pub(super) rijen: EncodedRows,
}

/// Rows of a file. A record may come later than its row is counted.
#[derive(Debug, Default)]
pub struct Gepakt {
    /// Rows that were read, refused ones too.
    pub gelezen: u64,
    /// Records.
    pub pakken: Vec<Pak>,
    /// Refused rows.
    pub geweigerd: Vec<Geweigerd>,
}

/// Makes records of one delivery ready. It may live on another thread than its [`Schrijver`](super::Schrijver).
#[derive(Debug)]
pub struct Inpakker {
    gemeente: Option<Gemeentecode>,
    vast: Option<Vast>,
    pakken: Vec<Pak>,
}

impl Inpakker {
    /// `vast`: what the rows of a delivery have in common, when they go straight to landing.
    pub(super) fn new(
        entiteiten: &[Entiteit],
        gemeente: Option<Gemeentecode>,
        vast: Option<Vast>,
    ) -> Self {
        let leeg = |entiteit: &Entiteit| Pak { entiteit: *entiteit, rijen: EncodedRows::default() };
        Self { gemeente, vast, pakken: entiteiten.iter().map(leeg).collect() }
    }

    /// Takes records with the lines where their rows begin, and gives what is enough to send. Several records may be
    /// of one row.
    ///
    /// # Errors
    /// `Value` when a record is of an entity that the delivery does not name or a value does not fit its field.
    pub fn rijen(&mut self, rijen: &[(u64, Record)]) -> Result<Vec<Pak>, Error> {
        let bytes = if self.pakken.len() > 1 { BYTES_PER_BEURT } else { BYTES_PER_KEER };
        let mut vol = Vec::new();
        for (regel, record) in rijen {
            let pak = self.pakken.iter_mut().find(|een| een.entiteit == record.entiteit);
            let pak = pak.ok_or(Error::Value { what: "the entities of a delivery" })?;
            let rij = RecordRij::new(*regel, record, self.gemeente, self.vast.as_ref())?;
            pak.rijen.push(&rij)?;
            if pak.rijen.bytes() >= bytes {
                vol.push(pak.neem());
            }
        }
        Ok(vol)
    }

    /// What is left.
    pub fn rest(&mut self) -> Vec<Pak> {
        let over = self.pakken.iter_mut().filter(|pak| pak.rijen.bytes() > 0);
        over.map(Pak::neem).collect()
    }
}

impl Pak {
    fn neem(&mut self) -> Self {
        Self { entiteit: self.entiteit, rijen: core::mem::take(&mut self.rijen) }
    }
}
