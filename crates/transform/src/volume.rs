//! How much of an allocated volume may be declared: over one product period (TR321), and in total (TR322).
//!
//! IV077 gives the two ways for a volume per week: hours, minutes, etmalen, dagdelen and pieces of effort count the
//! calendar weeks that a period touches; pieces of output and euros count its Sundays. What IV076 to IV078 leave open is
//! in `docs/semantics.md`.

use chrono::{Datelike, NaiveDate};
use domain::{Eenheid, Frequentie, Omvang, Periode, Product, Wet};

/// Weeks that a month of household help always has (Wmo, category 01; IV077).
const WEKEN_HUISHOUDELIJKE_HULP: i64 = 6;

/// First Dagtekening of a line for which that holds: release 3.1.
const HUISHOUDELIJKE_HULP_SINDS: Option<NaiveDate> = NaiveDate::from_ymd_opt(2022, 4, 4);

/// An allocated volume with what its ceilings depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plafond {
    omvang: Omvang,
    periode: Periode,
    is_huishoudelijke_hulp: bool,
}

impl Plafond {
    /// The ceilings of an allocation of `omvang` over `periode`.
    pub(crate) fn new(
        omvang: Omvang,
        wet: Wet,
        product: Option<&Product>,
        periode: Periode,
    ) -> Self {
        let categorie = product.map_or("", |product| product.categorie.code());
        Self { omvang, periode, is_huishoudelijke_hulp: wet == Wet::Wmo && categorie == "01" }
    }

    /// Unit of the ceilings.
    pub(crate) fn eenheid(&self) -> Eenheid {
        self.omvang.eenheid
    }

    /// Most units that a line of `dagtekening` may declare over a product period from `begin` up to and including `eind`
    /// (TR321).
    ///
    /// `None` for the frequencies of before release 3.0: no rule says how they meet a month.
    pub(crate) fn over(
        &self,
        begin: NaiveDate,
        eind: NaiveDate,
        dagtekening: NaiveDate,
    ) -> Option<i64> {
        let keer = match self.omvang.frequentie {
            Frequentie::Dag => dagen(begin, eind),
            Frequentie::Week if self.is_output() => self.zondagen(begin, eind),
            Frequentie::Week
                if self.is_huishoudelijke_hulp
                    && Some(dagtekening) >= HUISHOUDELIJKE_HULP_SINDS =>
            {
                WEKEN_HUISHOUDELIJKE_HULP
            }
            Frequentie::Week => weken(begin, eind),
            // A broken month has the volume of a whole one (IV078).
            Frequentie::Maand | Frequentie::Totaal => 1,
            _ => return None,
        };
        Some(keer.saturating_mul(self.omvang.volume.waarde()))
    }

    /// Most units that may be declared in total (TR322); an allocation without end counts up to `laatste`.
    ///
    /// `None` as in [`Self::over`].
    pub(crate) fn in_totaal(&self, laatste: NaiveDate) -> Option<i64> {
        let (begin, eind) = (self.periode.begin(), self.periode.eind().unwrap_or(laatste));
        let keer = match self.omvang.frequentie {
            Frequentie::Dag => dagen(begin, eind),
            Frequentie::Week if self.is_output() => self.zondagen(begin, eind),
            Frequentie::Week => weken(begin, eind),
            Frequentie::Maand => maanden(begin, eind),
            Frequentie::Totaal => 1,
            _ => return None,
        };
        Some(keer.max(0).saturating_mul(self.omvang.volume.waarde()))
    }

    fn is_output(&self) -> bool {
        matches!(self.omvang.eenheid, Eenheid::StuksOutput | Eenheid::Euro)
    }

    /// Sundays in a period, and one for the broken last week of the allocation in the period of its last Sunday.
    ///
    /// An allocation without any Sunday has one week: IV077 says nothing of it.
    fn zondagen(&self, begin: NaiveDate, eind: NaiveDate) -> i64 {
        let zondagen = zondag(eind) - zondag(dag_voor(begin));
        let Some(laatste_dag) = self.periode.eind() else { return zondagen };
        let (laatste, voor_ingang) = (zondag(laatste_dag), zondag(dag_voor(self.periode.begin())));
        if laatste == voor_ingang {
            return 1;
        }
        let is_gebroken = laatste * 7 != dag(laatste_dag);
        let is_hier = dag(begin) <= laatste * 7 && laatste * 7 <= dag(eind);
        zondagen + i64::from(is_gebroken && is_hier)
    }
}

/// How many of the declared unit one of the allocated unit is; `None`: they cannot be compared (TR341).
///
/// Hours may be declared in minutes (OP267, IV081).
pub(crate) fn eenheden(toegewezen: Eenheid, gedeclareerd: Eenheid) -> Option<i64> {
    match (toegewezen, gedeclareerd) {
        _ if toegewezen == gedeclareerd => Some(1),
        (Eenheid::Uur, Eenheid::Minuut) => Some(60),
        _ => None,
    }
}

/// Days of a period, both ends included.
pub(crate) fn dagen(begin: NaiveDate, eind: NaiveDate) -> i64 {
    dag(eind) - dag(begin) + 1
}

/// Day 1 is Monday 1 January of year 1; so Sundays are the days that 7 divides.
fn dag(datum: NaiveDate) -> i64 {
    i64::from(datum.num_days_from_ce())
}

fn dag_voor(datum: NaiveDate) -> NaiveDate {
    datum.pred_opt().unwrap_or(datum)
}

/// Sundays up to and including `datum`, since day 1.
fn zondag(datum: NaiveDate) -> i64 {
    dag(datum).div_euclid(7)
}

/// Calendar weeks that a period touches.
fn weken(begin: NaiveDate, eind: NaiveDate) -> i64 {
    zondag(dag_voor(eind)) - zondag(dag_voor(begin)) + 1
}

/// Calendar months that a period touches.
fn maanden(begin: NaiveDate, eind: NaiveDate) -> i64 {
    let maand = |datum: NaiveDate| i64::from(datum.year()) * 12 + i64::from(datum.month0());
    maand(eind) - maand(begin) + 1
}
