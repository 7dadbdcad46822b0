//! One catalogue and its tables, behind either protocol.

use domain::statline::{Blok, CatalogusRegel, Keuze, Protocol, Tabel, TabelId, Tabelversie};

use crate::{Client, Error};

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
    pub const fn new(endpoint: Endpoint, client: Client) -> Self {
        Self { endpoint, client }
    }

    /// Where it is.
    pub const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Everything in the catalogue: one request (more only when the server pages).
    ///
    /// # Errors
    /// As [`Error::code`].
    pub async fn catalogus(&self) -> Result<Vec<CatalogusRegel>, Error> {
        self.nog_niet().await
    }

    /// Describes a table: properties, dimensions, code lists, groups, measures.
    ///
    /// # Errors
    /// As [`Error::code`].
    pub async fn beschrijf(&self, tabel: &TabelId) -> Result<Tabel, Error> {
        let _ = tabel;
        self.nog_niet().await
    }

    /// The version as the table itself tells it now: before and after a pull.
    ///
    /// # Errors
    /// As [`Error::code`].
    pub async fn versie(&self, tabel: &TabelId) -> Result<Tabelversie, Error> {
        let _ = tabel;
        self.nog_niet().await
    }

    /// Divides a selection into parts, each with its exact number of rows.
    ///
    /// # Errors
    /// As [`Error::code`].
    pub async fn plan(&self, tabel: &Tabel, keuze: &Keuze) -> Result<Plan, Error> {
        let _ = (tabel, keuze);
        self.nog_niet().await
    }

    /// Fetches one page: retried, checked, decoded. `laatste_id` is that of the page before it in the same part;
    /// `pagina` is its number in the part, from 0: the first may not be empty without a next page.
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
        let _ = (tabel, keuze, laatste_id, adres);
        self.nog_niet().await
    }

    async fn nog_niet<T>(&self) -> Result<T, Error> {
        tokio::task::yield_now().await;
        let tries = self.client.options().tries.to_string();
        Err(Error::new("NOT_BUILT", tries, self.endpoint.base_url.clone()))
    }
}
