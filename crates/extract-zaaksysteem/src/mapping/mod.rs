//! A mapping: which files it is for, how they are written, and which column feeds which field. Read from TOML, and right
//! when it exists: every name in it is known, every expression compiles.

mod bestand;
mod doel;
mod fout;
mod kolom;
mod naam;
mod sectie;
#[cfg(test)]
mod tests;
mod wijze;

use chrono::NaiveDate;
use domain::Code;
use domain::zaaksysteem::{Entiteit, Veldwaarde};
use regex::Regex;
use toml::Table;

pub use self::fout::MappingFout;
use self::sectie::Sectie;
use crate::waarde::{Kolomregels, Soort};
use crate::{Bestandsvorm, Weigering};

/// The day that a part of the name of a file tells.
pub(crate) fn dag_in_naam(deel: &str) -> Option<NaiveDate> {
    naam::dag(deel)
}

/// What a delivery holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Levering {
    /// All there is: what is not in it has ended.
    Volledig,
    /// What changed: what is not in it goes on.
    Mutaties,
}

/// A mapping that was checked.
#[derive(Debug, Clone)]
pub struct Mapping {
    pub(crate) bestand: Bestand,
    /// The entities, in the order of [`Entiteit::ALLE`].
    pub(crate) doelen: Vec<Doel>,
    pub(crate) kolommen: Vec<Kolom>,
    pub(crate) perioden: Vec<Periodetoets>,
}

/// `[bestand]`.
#[derive(Debug, Clone)]
pub(crate) struct Bestand {
    patroon: Box<str>,
    peildatum: Option<Regex>,
    levering: Levering,
    daling_max: u8,
    pub(crate) ruimte: Option<Box<str>>,
    pub(crate) vorm: Bestandsvorm,
}

/// An entity that rows feed.
#[derive(Debug, Clone)]
pub(crate) struct Doel {
    pub(crate) entiteit: Entiteit,
    /// Positions of fields with one value for all rows.
    pub(crate) vast: Vec<(usize, Veldwaarde)>,
    pub(crate) alleen: Option<Alleen>,
}

/// Only rows with one of these words in this column feed the entity.
#[derive(Debug, Clone)]
pub(crate) struct Alleen {
    pub(crate) koppen: Vec<Box<str>>,
    pub(crate) is: Vec<Box<str>>,
}

/// A column that the mapping names.
#[derive(Debug, Clone)]
pub(crate) struct Kolom {
    /// Name in refusals: that of the field, with its entity in front when another entity feeds a field of that name.
    pub(crate) naam: Box<str>,
    /// Names that its header may have, the preferred one first.
    pub(crate) koppen: Vec<Box<str>>,
    pub(crate) soort: Soort,
    pub(crate) bestemming: Bestemming,
    /// Whether a row without a value is refused.
    pub(crate) verplicht: bool,
    /// Whether the column may be absent. For a field that must be there: a row without it tells nothing of its entity.
    pub(crate) optioneel: bool,
    pub(crate) regels: Kolomregels,
}

/// Where a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bestemming {
    /// To a field: positions in `doelen` and in the entity.
    Veld { doel: usize, plek: usize },
    /// Nowhere: it is only checked.
    Controle,
}

/// Two columns, as positions in `kolommen`, that begin and end a period.
#[derive(Debug, Clone)]
pub(crate) struct Periodetoets {
    pub(crate) naam: Box<str>,
    pub(crate) begin: usize,
    pub(crate) eind: usize,
}

/// Keys of a mapping that are no entity.
const SECTIES: [&str; 4] = ["bestand", "waarden", "lijsten", "controle"];

impl Mapping {
    /// Reads and checks a mapping.
    ///
    /// # Errors
    /// The first thing that is wrong, with its key and what to write instead.
    pub fn lees(text: &str) -> Result<Self, MappingFout> {
        let tabel: Table = text.parse().map_err(|fout: toml::de::Error| {
            let regel = fout.span().and_then(|plek| text.get(..plek.start));
            let regel = regel.map_or(0, |voor| voor.matches('\n').count() + 1);
            MappingFout::Toml(format!("line {regel}: {}", fout.message()).into())
        })?;
        let bekend: Vec<&str> =
            SECTIES.into_iter().chain(Entiteit::ALLE.map(Entiteit::naam)).collect();
        let wortel = Sectie::new("", &tabel, &bekend)?;
        let bestand = bestand::lees(&wortel)?;
        let basis = wijze::Basis::lees(&wortel)?;
        let mut kolommen = Vec::new();
        let mut doelen = Vec::new();
        for entiteit in Entiteit::ALLE {
            if let Some(doel) = doel::lees(&wortel, entiteit, doelen.len(), &basis, &mut kolommen)?
            {
                doelen.push(doel);
            }
        }
        if doelen.is_empty() {
            return Err(MappingFout::GeenEntiteit);
        }
        kolom::maak_namen_eigen(&doelen, &mut kolommen);
        let perioden = kolom::controles(&wortel, &basis, &doelen, &mut kolommen)?;
        Ok(Self { bestand, doelen, kolommen, perioden })
    }

    /// Whether it is for a file with this name.
    pub fn past_op(&self, naam: &str) -> bool {
        naam::past_op(&self.bestand.patroon, naam)
    }

    /// The reference date in the name of a file; `None` when the mapping does not look there.
    ///
    /// # Errors
    /// `DELIVERY_OLD` when the name does not tell one.
    pub fn peildatum(&self, naam: &str) -> Result<Option<NaiveDate>, Weigering> {
        let Some(regex) = &self.bestand.peildatum else { return Ok(None) };
        let groep = regex.captures(naam).and_then(|delen| delen.get(1));
        let dag = groep.and_then(|groep| naam::dag(groep.as_str()));
        dag.map(Some).ok_or_else(|| {
            Weigering::bestand(Code::DeliveryOld, "the name of the file has no day for `peildatum`")
        })
    }

    /// What a delivery holds.
    pub const fn levering(&self) -> Levering {
        self.bestand.levering
    }

    /// Percent that a full delivery may be smaller than the one before.
    pub const fn daling_max(&self) -> u8 {
        self.bestand.daling_max
    }

    /// The entities that it feeds, in the order of [`Entiteit::ALLE`].
    pub fn entiteiten(&self) -> impl Iterator<Item = Entiteit> {
        self.doelen.iter().map(|doel| doel.entiteit)
    }

    /// How its files are written.
    pub const fn bestandsvorm(&self) -> &Bestandsvorm {
        &self.bestand.vorm
    }
}
