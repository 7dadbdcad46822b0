//! What was refused, and what was repaired: data, not errors. None of it holds a value of the file.

use core::fmt;

use domain::Code;

/// A file or a row that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weigering {
    /// Why.
    pub code: Code,
    /// Line in the file where it begins, from 1; 0: the file as a whole.
    pub regel: u64,
    /// Field or column by the name that the mapping has for it; `None`: the row or file as a whole. Never a header that
    /// the mapping does not name: without a header that would be a person.
    pub kolom: Option<Box<str>>,
    /// More about it in English, such as the columns that are missing; empty when there is no more to tell.
    pub woorden: Box<str>,
}

impl Weigering {
    /// A refusal of the file as a whole.
    pub fn bestand(code: Code, woorden: impl Into<Box<str>>) -> Self {
        Self { code, regel: 0, kolom: None, woorden: woorden.into() }
    }

    /// A refusal of a row.
    pub fn rij(code: Code, regel: u64) -> Self {
        Self { code, regel, kolom: None, woorden: "".into() }
    }

    /// The same, because of this field.
    #[must_use]
    pub fn in_kolom(mut self, kolom: &str) -> Self {
        self.kolom = Some(kolom.into());
        self
    }
}

impl fmt::Display for Weigering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        if self.regel > 0 {
            write!(f, " line {}", self.regel)?;
        }
        if let Some(kolom) = &self.kolom {
            write!(f, " column {kolom}")?;
        }
        if !self.woorden.is_empty() {
            write!(f, ": {}", self.woorden)?;
        }
        Ok(())
    }
}

/// What was done with a value, or noticed about a file, although it is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meldingsoort {
    /// Leading zeros that were lost were put back by `voorloopnullen`.
    Voorloopnullen,
    /// A day that means "no day", such as 31-12-9999, was read as empty.
    SchijndatumLeeg,
    /// A day was read from the serial number of a spreadsheet.
    DatumSerie,
    /// A year of two digits was read as of this century.
    JaarTweeCijfers,
    /// A number in scientific notation was read.
    Wetenschappelijk,
    /// A value is not in its value list and was kept as it is.
    WaardeOnbekend,
    /// Text that was decoded wrongly before it got here, such as `Ã«`.
    Mojibake,
    /// A column that the mapping does not name; it is not loaded.
    KolomOnbekend,
    /// A column that the mapping names and may be absent is not there; its field stays empty.
    KolomOntbreekt,
    /// Columns without a name at the end of every row.
    KolomNaamloos,
    /// The file is in another encoding than UTF-8.
    Codering,
    /// A row that an expression of `voetregels` sets aside.
    Voetregel,
    /// A line further on that is the header again, as in files that were put behind each other; it is no row.
    KoprijHerhaald,
    /// A byte order mark where there should be none: a second one, or one in front of a row; it is passed over.
    Bytemerk,
    /// A text holds nine digits that can be a BSN (eleven test); it was kept.
    BsnInTekst,
    /// A text held nine digits that can be a BSN and was emptied, as the mapping says.
    BsnGewist,
}

impl Meldingsoort {
    /// Stable code, as it stands in findings and reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Voorloopnullen => "CSV_VOORLOOPNUL",
            Self::SchijndatumLeeg => "CSV_SCHIJNDATUM",
            Self::DatumSerie => "CSV_DATUM_SERIE",
            Self::JaarTweeCijfers => "CSV_JAAR_KORT",
            Self::Wetenschappelijk => "CSV_WETENSCHAPPELIJK",
            Self::WaardeOnbekend => "CSV_WAARDE_ONBEKEND",
            Self::Mojibake => "CSV_MOJIBAKE",
            Self::KolomOnbekend => "CSV_KOLOM_ONBEKEND",
            Self::KolomOntbreekt => "CSV_KOLOM_ONTBREEKT",
            Self::KolomNaamloos => "CSV_KOLOM_NAAMLOOS",
            Self::Codering => "CSV_CODERING",
            Self::Voetregel => "CSV_VOETREGEL",
            Self::KoprijHerhaald => "CSV_KOPRIJ_HERHAALD",
            Self::Bytemerk => "CSV_BYTEMERK",
            Self::BsnInTekst => "CSV_BSN_IN_TEKST",
            Self::BsnGewist => "CSV_BSN_GEWIST",
        }
    }

    /// What happened, in Dutch, for who reads the report of a run.
    pub const fn uitleg(self) -> &'static str {
        match self {
            Self::Voorloopnullen => "weggevallen voorloopnullen zijn aangevuld",
            Self::SchijndatumLeeg => "een schijndatum is gelezen als geen datum",
            Self::DatumSerie => "een datum is gelezen uit het volgnummer van een spreadsheet",
            Self::JaarTweeCijfers => "een jaar van twee cijfers is gelezen als van deze eeuw",
            Self::Wetenschappelijk => "een getal in wetenschappelijke notatie is gelezen",
            Self::WaardeOnbekend => {
                "een waarde staat niet in haar waardelijst en is gelaten zoals zij is"
            }
            Self::Mojibake => "een tekst is onderweg verkeerd gedecodeerd, zoals Ã«",
            Self::KolomOnbekend => "een kolom staat niet in de mapping en is niet geladen",
            Self::KolomOntbreekt => "een kolom van de mapping staat niet in het bestand",
            Self::KolomNaamloos => "elke regel eindigt met een kolom zonder naam",
            Self::Codering => "het bestand is niet in UTF-8",
            Self::Voetregel => "een regel is door `voetregels` van de mapping overgeslagen",
            Self::KoprijHerhaald => "de koprij staat verderop nog eens; die regel is overgeslagen",
            Self::Bytemerk => "een bytemerk (BOM) staat waar het niet hoort en is overgeslagen",
            Self::BsnInTekst => {
                "een tekst bevat negen cijfers die een BSN kunnen zijn en is geladen; `bsn_in_tekst` in de mapping weigert of wist zulke teksten"
            }
            Self::BsnGewist => {
                "een tekst met negen cijfers die een BSN kunnen zijn is leeggemaakt, zoals de mapping zegt"
            }
        }
    }
}

/// A [`Meldingsoort`] with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Melding {
    /// What.
    pub soort: Meldingsoort,
    /// Line in the file, from 1; 0: the file as a whole.
    pub regel: u64,
    /// Field or column by the name that the mapping has for it.
    pub kolom: Option<Box<str>>,
}
