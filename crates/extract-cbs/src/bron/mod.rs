//! One catalogue and its tables, behind either protocol.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::statline::{Blok, Keuze, Protocol, Tabel, TabelId, Tabelversie};

use crate::filter::tabel_adres;
use crate::link::{Stap, Volger};
use crate::voorraad::{Voorraad, sha256_hex, sleutel};
use crate::waarneming::{self, Lezing};
use crate::{Catalogus, Client, Error, plan, v3, v4};

/// Parts whose way is remembered: far more than are read at the same time.
const WEGEN_MAX: usize = 1_000;

/// Where a catalogue is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Protocol.
    pub protocol: Protocol,
    /// v4: `https://datasets.cbs.nl/odata/v1/CBS`; v3: `https://opendata.cbs.nl`. Without a slash at the end.
    pub base_url: String,
}

/// A catalogue and its tables.
#[derive(Debug, Clone)]
pub struct Bron {
    endpoint: Endpoint,
    client: Client,
    voorraad: Option<Arc<dyn Voorraad>>,
    /// Per address of a page that comes next: the way to it. Clones share it.
    wegen: Arc<Mutex<BTreeMap<String, Volger>>>,
}

/// One disjoint part of a pull.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deel {
    /// Number, from 0.
    pub nummer: u32,
    /// Address of its first page.
    pub adres: String,
    /// Rows that it must give (v3: wide rows).
    pub rijen: u64,
}

/// How a selection of a table is fetched: disjoint parts that are complete together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The parts.
    pub delen: Vec<Deel>,
    /// Rows of all parts together: exact.
    pub rijen: u64,
    /// What is odd but allowed, in words: v3 without `UntypedDataSet`, so without reasons of empty cells.
    pub waarschuwingen: Vec<String>,
}

/// One page, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagina {
    /// The observations; rows that were on an earlier page of the part too are left out.
    pub blok: Blok,
    /// Address of the next page; `None`: this was the last one.
    pub volgende: Option<String>,
    /// Rows of the source in `blok`.
    pub rijen: u32,
    /// Rows that had come before, identical by their number: not in `blok`.
    pub dubbel: u32,
    /// `Id` or `ID` of the last row so far.
    pub laatste_id: Option<i64>,
    /// Size of the body in bytes, unpacked.
    pub bytes: u64,
    /// SHA-256 of the body, 64 hexadecimal digits.
    pub sha256: String,
    /// Fields that the description does not have, by name: a warning.
    pub onbekende_velden: Vec<String>,
}

impl Bron {
    /// A catalogue that is reached with `client`.
    pub fn new(endpoint: Endpoint, client: Client) -> Self {
        Self { endpoint, client, voorraad: None, wegen: Arc::default() }
    }

    /// The same catalogue with a store of pages: what it holds of this version of a table is not asked again.
    #[must_use]
    pub fn met_voorraad(mut self, voorraad: Arc<dyn Voorraad>) -> Self {
        self.voorraad = Some(voorraad);
        self
    }

    /// Where it is.
    pub const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// How it is reached: for a file beside it, such as that of [`crate::Bulkbestand`].
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Everything in the catalogue: one request (more only when the server pages). Odd rows are set aside.
    ///
    /// # Errors
    /// As [`Error::code`]; `ZERO_ROWS` for a catalogue without tables.
    pub async fn catalogus(&self) -> Result<Catalogus, Error> {
        let looked = match self.endpoint.protocol {
            Protocol::V3 => v3::haal_catalogus(&self.client, self.base_url()).await,
            Protocol::V4 => v4::haal_catalogus(&self.client, self.base_url()).await,
        };
        looked.map_err(|error| match error.status() {
            Some(404) => error.met_raad(&geen_catalogus(self.endpoint.protocol)),
            _ => error,
        })
    }

    /// Describes a table: properties, dimensions, code lists, groups, measures.
    ///
    /// # Errors
    /// As [`Error::code`].
    pub async fn beschrijf(&self, tabel: &TabelId) -> Result<Tabel, Error> {
        match self.endpoint.protocol {
            Protocol::V3 => v3::beschrijf(&self.client, self.base_url(), tabel).await,
            Protocol::V4 => v4::beschrijf(&self.client, self.base_url(), tabel).await,
        }
    }

    /// The version as the table itself tells it now: before and after a pull.
    ///
    /// # Errors
    /// As [`Error::code`].
    pub async fn versie(&self, tabel: &TabelId) -> Result<Tabelversie, Error> {
        match self.endpoint.protocol {
            Protocol::V3 => v3::haal_versie(&self.client, self.base_url(), tabel).await,
            Protocol::V4 => v4::haal_versie(&self.client, self.base_url(), tabel).await,
        }
    }

    /// Divides a selection into parts, each with its exact number of rows.
    ///
    /// # Errors
    /// As [`Error::code`].
    pub async fn plan(&self, tabel: &Tabel, keuze: &Keuze) -> Result<Plan, Error> {
        match plan::maak_plan(&self.client, &self.endpoint, tabel, keuze).await {
            Ok(plan) => Ok(plan),
            Err(error) => Err(self.verdwenen(&tabel.tabel_id, error).await),
        }
    }

    /// Fetches one page: retried, checked, decoded. `laatste_id` is that of the page before it in the same part; the
    /// pages of a part are asked in their order. A part that holds no row at all is refused (`ZERO_ROWS`).
    ///
    /// # Errors
    /// As [`Error::code`].
    pub async fn pagina(
        &self,
        tabel: &Tabel,
        keuze: &Keuze,
        adres: &str,
        laatste_id: Option<i64>,
    ) -> Result<Pagina, Error> {
        let lees = |body: &[u8]| {
            let lezing = waarneming::lees(body, tabel, keuze, adres, laatste_id)?;
            let bytes = u64::try_from(body.len()).unwrap_or(u64::MAX);
            Ok(Gelezen { lezing, bytes, sha256: sha256_hex(body) })
        };
        let store = self.voorraad.as_deref().map(|kept| (kept, sleutel(&tabel.versie, adres)));
        let kept = store.as_ref().and_then(|(kept, key)| kept.lees(key));
        // What was kept and can no longer be read is asked again.
        let gelezen = if let Some(gelezen) = kept.and_then(|body| lees(&body).ok()) {
            gelezen
        } else {
            let lees_en_bewaar = |body: &[u8]| {
                let gelezen = lees(body)?;
                if let Some((kept, key)) = &store {
                    kept.bewaar(key, body);
                }
                Ok(gelezen)
            };
            match self.client.haal(adres, &lees_en_bewaar).await {
                Ok(gelezen) => gelezen,
                Err(error) if laatste_id.is_some() => return Err(verlopen(error)),
                Err(error) => return Err(self.verdwenen(&tabel.tabel_id, error).await),
            }
        };
        self.volg(adres, laatste_id, gelezen, plan::dicht(tabel, keuze))
    }

    /// Checks where the page leads to.
    fn volg(
        &self,
        adres: &str,
        laatste_id: Option<i64>,
        gelezen: Gelezen,
        rijen_max: u64,
    ) -> Result<Pagina, Error> {
        let Gelezen { lezing, bytes, sha256 } = gelezen;
        let mut wegen = self.wegen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut volger = wegen.remove(adres).unwrap_or_else(|| match laatste_id {
            None => Volger::default(),
            Some(_) => Volger::hervat(),
        });
        let stap = Stap {
            adres,
            rijen: lezing.rijen.into(),
            dubbel: lezing.dubbel.into(),
            aantal: lezing.aantal,
            link: lezing.volgende.as_deref(),
        };
        let volgende = volger.stap(stap, rijen_max)?;
        if let Some(next) = &volgende {
            if wegen.len() >= WEGEN_MAX {
                // Parts that nobody went on with; what is lost is a check, not a row.
                wegen.clear();
            }
            wegen.insert(next.clone(), volger);
        }
        Ok(Pagina {
            blok: lezing.blok,
            volgende,
            rijen: lezing.rijen,
            dubbel: lezing.dubbel,
            laatste_id: lezing.laatste_id,
            bytes,
            sha256,
            onbekende_velden: lezing.onbekende_velden,
        })
    }

    /// Tells a table whose observations are gone from one that is gone: v4 answers 404 on `Observations` of some
    /// discontinued tables while it still describes them.
    async fn verdwenen(&self, tabel: &TabelId, error: Error) -> Error {
        if error.status() != Some(404) || self.endpoint.protocol != Protocol::V4 {
            return error;
        }
        if self.versie(tabel).await.is_err() {
            return error;
        }
        let what = "CBS no longer serves this table over v4; set protocol = \"v3\"";
        Error::new("OBSERVATIONS_GONE", what, tabel_adres(&self.endpoint, tabel.as_str()))
    }

    fn base_url(&self) -> &str {
        self.endpoint.base_url.trim_end_matches('/')
    }
}

/// Every catalogue has its own list of tables; where it is not, another protocol may be spoken.
fn geen_catalogus(protocol: Protocol) -> String {
    let (here, other, places) = match protocol {
        Protocol::V4 => ("v4", "v3", "opendata.cbs.nl and dataderden.cbs.nl are v3"),
        Protocol::V3 => ("v3", "v4", "datasets.cbs.nl/odata/v1/CBS is v4"),
    };
    format!(
        "there is no catalogue of {here} at base_url: protocol and base_url do not fit each other ({places}); \
         set protocol = \"{other}\" or mend base_url"
    )
}

/// A page in the middle of a part that CBS does not know any more is a link that grew old, such as that of a pull that
/// goes on the next night: its part has to begin anew, and says nothing of the table.
fn verlopen(error: Error) -> Error {
    if !matches!(error.status(), Some(400 | 404 | 410)) {
        return error;
    }
    let what = format!("the link to the next page is no longer taken by CBS: {error}");
    Error::new("LINK_STALE", what, "")
}

/// A page that was read, and its body in short.
struct Gelezen {
    lezing: Lezing,
    bytes: u64,
    sha256: String,
}
