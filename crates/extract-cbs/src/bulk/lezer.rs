//! Rows of the CSV to pages.

use std::io::Read;

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};
use domain::statline::{Getal, Keuze, Tabel};
use ring::digest::{Context, SHA256};

use super::begrenzing::Begrensd;
use super::kolommen::Kolommen;
use super::{BULK_RIJEN, Pagina};
use crate::Error;
use crate::waarneming::{Codelijst, Fout, Rijstand, cel, fout_getal, hex, kort};

/// Reads a bulk file page by page; made by [`super::Bulkbestand::lezer`]. After an error there is nothing more.
///
/// Of a page, `bytes` and `sha256` are of the fields of its rows, `volgende` is always `None`, and `rijen` leaves out what
/// is outside the selection. Rows must be as many as [`domain::statline::Tabelversie::aantal`], where that is known.
pub struct BulkLezer<'b> {
    csv: Reader<Begrensd<'b>>,
    tabel: &'b Tabel,
    keuze: &'b Keuze,
    naam: String,
    kolommen: Kolommen,
    metingen: Codelijst<'b>,
    dimensies: Vec<Codelijst<'b>>,
    codes: Vec<u32>,
    record: StringRecord,
    laatste_id: Option<i64>,
    /// Rows of the file so far, without repeats.
    rijen: u64,
    /// Rows of the file so far, with repeats.
    gelezen: u64,
    is_klaar: bool,
}

impl core::fmt::Debug for BulkLezer<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("BulkLezer").field("naam", &self.naam).field("rijen", &self.rijen).finish()
    }
}

impl<'b> BulkLezer<'b> {
    pub(super) fn new(
        bytes: Box<dyn Read + 'b>,
        tabel: &'b Tabel,
        keuze: &'b Keuze,
        naam: &str,
    ) -> Result<Self, Error> {
        let mut csv = ReaderBuilder::new().delimiter(b';').from_reader(Begrensd::new(bytes));
        let header = csv.headers().map_err(|error| csv_fout(&error).op(naam))?;
        let kolommen = Kolommen::new(header, tabel).map_err(|fout| fout.op(naam))?;
        let alles = Keuze::alles(tabel.dimensies.len());
        Ok(Self {
            csv,
            tabel,
            keuze,
            naam: naam.to_owned(),
            kolommen,
            metingen: Codelijst::onderwerpen(tabel, &alles),
            dimensies: Codelijst::dimensies(tabel, &alles),
            codes: vec![0; tabel.dimensies.len()],
            record: StringRecord::new(),
            laatste_id: None,
            rijen: 0,
            gelezen: 0,
            is_klaar: false,
        })
    }

    fn pagina(&mut self) -> Result<Option<Pagina>, Fout> {
        let mut stand = Rijstand::new(self.tabel, self.laatste_id);
        let (mut digest, mut bytes, mut in_blok, mut is_leeg) = (Context::new(&SHA256), 0, 0, true);
        while stand.rijen + stand.dubbel < BULK_RIJEN {
            if !self.csv.read_record(&mut self.record).map_err(|error| csv_fout(&error))? {
                self.is_klaar = true;
                self.toets_aantal(self.rijen + u64::from(stand.rijen))?;
                break;
            }
            self.csv.get_mut().rij_klaar();
            self.gelezen += 1;
            self.toets_omvang()?;
            is_leeg = false;
            digest.update(self.record.as_slice().as_bytes());
            digest.update(b"\n");
            bytes += u64::try_from(self.record.as_slice().len()).unwrap_or(u64::MAX) + 1;
            let nummer = self.gelezen;
            let taken = self.rij(&mut stand).map_err(|fout| {
                let id = self.record.get(self.kolommen.id).map(kort).unwrap_or_default();
                fout.bij(&format!("row {nummer} of the CSV (Id {id})"))
            })?;
            in_blok += u32::from(taken);
        }
        self.laatste_id = stand.laatste_id;
        self.rijen += u64::from(stand.rijen);
        if is_leeg {
            return Ok(None);
        }
        Ok(Some(Pagina {
            blok: stand.blok,
            volgende: None,
            rijen: in_blok,
            dubbel: stand.dubbel,
            laatste_id: stand.laatste_id,
            bytes,
            sha256: hex(digest.finish().as_ref()),
            onbekende_velden: self.kolommen.onbekend.clone(),
        }))
    }

    /// Takes the row at hand; true when it is in the block.
    fn rij(&mut self, stand: &mut Rijstand) -> Result<bool, Fout> {
        let field = |plek: usize| self.record.get(plek).unwrap_or_default();
        let number = field(self.kolommen.id);
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        let id = number
            .parse::<i64>()
            .ok()
            .filter(|_| is_number)
            .ok_or_else(|| Fout::new("TYPE_MISMATCH", "`Id` is not a row number".to_owned()))?;
        let plek = self.metingen.zoek(field(self.kolommen.measure))?;
        let mut is_wanted = self.keuze.wil_onderwerp(plek);
        let places = self.kolommen.dimensies.iter().zip(&mut self.dimensies).zip(&mut self.codes);
        for (dimensie, ((column, lijst), code)) in places.enumerate() {
            *code = lijst.zoek(field(*column))?;
            is_wanted &= self.keuze.wil_code(dimensie, *code);
        }
        let Some(onderwerp) =
            usize::try_from(plek).ok().and_then(|at| self.tabel.onderwerpen.get(at))
        else {
            return Ok(false);
        };
        let getal = getal(field(self.kolommen.value))?;
        let tekst = self.kolommen.string_value.map(field);
        let waarde = cel(onderwerp, field(self.kolommen.attribute), getal, tekst)?;
        let is_taken = stand.tel(id) && is_wanted;
        if is_taken {
            stand.neem(&self.codes, plek, waarde);
        }
        Ok(is_taken)
    }

    /// Ends a file that goes on longer than the table can be.
    fn toets_omvang(&self) -> Result<(), Fout> {
        let measures = u64::try_from(self.tabel.onderwerpen.len()).unwrap_or(u64::MAX);
        let product = self.tabel.kruisproduct().saturating_mul(measures);
        let max = self.tabel.versie.aantal.unwrap_or(product);
        if self.gelezen <= max {
            return Ok(());
        }
        let what = format!("the file has more than the {max} rows of the table: fetch it again");
        Err(Fout::new("ODATA_COUNT", what))
    }

    /// Compares the rows of the file with what the table says.
    fn toets_aantal(&self, rijen: u64) -> Result<(), Fout> {
        match self.tabel.versie.aantal {
            Some(aantal) if aantal != rijen => {
                let what = format!(
                    "the file has {rijen} rows where the table has {aantal}: fetch it again"
                );
                Err(Fout::new("ODATA_COUNT", what))
            }
            _ => Ok(()),
        }
    }
}

impl Iterator for BulkLezer<'_> {
    type Item = Result<Pagina, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_klaar {
            return None;
        }
        let page = self.pagina();
        self.is_klaar |= page.is_err();
        page.map_err(|fout| fout.op(&self.naam)).transpose()
    }
}

/// A number with a decimal comma: only in this file; blank is none.
fn getal(text: &str) -> Result<Option<Getal>, Fout> {
    if text.is_empty() {
        return Ok(None);
    }
    let found = if text.contains('.') {
        Err(domain::WaardeFout::Vorm)
    } else {
        Getal::van_tekst(&text.replacen(',', ".", 1))
    };
    found.map(Some).map_err(|why| fout_getal("Value", text, why))
}

/// A row that is no row, or a file that ends in the middle.
fn csv_fout(error: &csv::Error) -> Fout {
    match error.kind() {
        ErrorKind::Io(_) => {
            let what = format!("the CSV in the ZIP cannot be read, fetch it again: {error}");
            Fout::new("BODY_CUT", what).tijdelijk()
        }
        ErrorKind::Utf8 { .. } => {
            Fout::new("TEXT_INVALID", format!("the CSV is no UTF-8: {error}"))
        }
        _ => Fout::new("ODATA_SHAPE", format!("the CSV has a row of another width: {error}")),
    }
}
