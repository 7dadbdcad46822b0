//! The linkage verdict: does a record belong to its allocation (SPEC d.3)?
//!
//! Found by number; without one by beschikking (release 2.x), else by what fits.

use domain::{Beschikkingnummer, Product, ToewijzingSleutel};

use crate::beeld::{Lot, Melding};
use crate::toestand::{Toewijzing, Toewijzingen};
use crate::{
    Antwoord, FeitKoppeling, Gelijkheid, Koppelreden, Koppelstatus, Koppelwijze, PrestatieRij,
    koppelreden,
};

/// The verdict on one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Koppeling {
    pub(crate) toewijzing: Option<ToewijzingSleutel>,
    pub(crate) client: Gelijkheid,
    pub(crate) aanbieder: Gelijkheid,
    pub(crate) product: Gelijkheid,
    pub(crate) periode: Gelijkheid,
    pub(crate) beschikking: Gelijkheid,
    pub(crate) wijze: Koppelwijze,
    pub(crate) status: Koppelstatus,
    /// Why no allocation was found, when none was.
    pub(crate) geen: Option<Koppelreden>,
}

impl Koppeling {
    /// No allocation was found.
    pub(crate) const GEEN: Self = Self {
        toewijzing: None,
        client: Gelijkheid::NietToetsbaar,
        aanbieder: Gelijkheid::NietToetsbaar,
        product: Gelijkheid::NietToetsbaar,
        periode: Gelijkheid::NietToetsbaar,
        beschikking: Gelijkheid::NietToetsbaar,
        wijze: Koppelwijze::Geen,
        status: Koppelstatus::Wees,
        geen: Some(Koppelreden::GeenToewijzing),
    };

    /// Whether the record counts for its allocation.
    pub(crate) fn is_gekoppeld(&self) -> bool {
        self.status == Koppelstatus::Gekoppeld
    }

    fn is_verschillend(&self) -> bool {
        [self.client, self.aanbieder, self.product, self.periode]
            .contains(&Gelijkheid::Verschillend)
    }

    fn met_status(mut self, is_ingetrokken: bool, is_afgewezen: bool) -> Self {
        self.status = if is_ingetrokken {
            Koppelstatus::Ingetrokken
        } else if is_afgewezen {
            Koppelstatus::Afgewezen
        } else if self.toewijzing.is_none() {
            Koppelstatus::Wees
        } else if self.is_verschillend() {
            Koppelstatus::Afgekeurd
        } else {
            Koppelstatus::Gekoppeld
        };
        self
    }
}

fn gelijk(is_gelijk: bool) -> Gelijkheid {
    if is_gelijk { Gelijkheid::Gelijk } else { Gelijkheid::Verschillend }
}

/// The allocation of a record and by what it was found, or why there is none.
type Gevonden<'t, 'a> = Result<(&'t Toewijzing<'a>, Koppelwijze), Koppelreden>;

/// Verdict on a 305 or 307 record.
pub(crate) fn van_melding(melding: &Melding<'_>, toewijzingen: &Toewijzingen<'_>) -> Koppeling {
    let gevonden = match (melding.nummer, melding.beschikking) {
        (Some(nummer), _) => toewijzingen
            .met_nummer(nummer)
            .map(|toewijzing| (toewijzing, Koppelwijze::Toewijzingnummer))
            .ok_or(Koppelreden::GeenToewijzing),
        (None, Some(beschikking)) => op_beschikking(melding, beschikking, toewijzingen),
        (None, None) => enige_passende(melding, toewijzingen.geldige()),
    };
    let geen = |reden| Koppeling { geen: Some(reden), ..Koppeling::GEEN };
    let koppeling = gevonden.map_or_else(geen, |(toewijzing, wijze)| Koppeling {
        toewijzing: Some(toewijzing.sleutel),
        client: gelijk(!is_andere_client(melding, toewijzing)),
        aanbieder: gelijk(!is_andere_aanbieder(melding, toewijzing)),
        product: gelijk(!is_ander_product(melding, toewijzing)),
        periode: gelijk(
            !is_andere_ingangsdatum(melding, toewijzing) && !is_buiten_periode(melding, toewijzing),
        ),
        beschikking: toewijzing.grondslag.oordeel(melding.beschikking),
        wijze,
        status: Koppelstatus::Wees,
        geen: None,
    });
    let is_ingetrokken = melding.is_verwijdering() || melding.lot == Lot::Ingetrokken;
    koppeling.met_status(is_ingetrokken, melding.lot == Lot::Afgewezen)
}

/// The allocation of the beschikking that a record without number names (release 2.x); none when several fit as well.
///
/// Only by what the messages name: what a case system says moves no record to another allocation.
///
/// When no allocation names that beschikking, one whose beschikking nobody knows may still fit.
fn op_beschikking<'t, 'a>(
    melding: &Melding<'_>,
    beschikking: Beschikkingnummer,
    toewijzingen: &'t Toewijzingen<'a>,
) -> Gevonden<'t, 'a> {
    let mut kandidaten: Vec<&Toewijzing<'_>> = toewijzingen
        .geldige()
        .filter(|toewijzing| {
            toewijzing.actueel.beschikking == Some(beschikking)
                && !is_andere_client(melding, toewijzing)
                && !is_andere_aanbieder(melding, toewijzing)
        })
        .collect();
    if kandidaten.is_empty() {
        let onbekend = toewijzingen.geldige().filter(|it| it.actueel.beschikking.is_none());
        return enige_passende(melding, onbekend);
    }
    houd(&mut kandidaten, |toewijzing| !is_ander_product(melding, toewijzing));
    houd(&mut kandidaten, |toewijzing| !is_andere_ingangsdatum(melding, toewijzing));
    houd(&mut kandidaten, |toewijzing| !is_buiten_periode(melding, toewijzing));
    match kandidaten.as_slice() {
        [enige] => Ok((enige, Koppelwijze::Beschikking)),
        _ => Err(Koppelreden::MeerPassende),
    }
}

/// Keeps the allocations that `past` accepts; a step that would leave none is not taken.
pub(crate) fn houd<'t, 'a>(
    kandidaten: &mut Vec<&'t Toewijzing<'a>>,
    past: impl Fn(&Toewijzing<'a>) -> bool,
) {
    if kandidaten.iter().any(|toewijzing| past(toewijzing)) {
        kandidaten.retain(|toewijzing| past(toewijzing));
    }
}

/// The one of `toewijzingen` that fits a record without number; none when there are several.
fn enige_passende<'t, 'a: 't>(
    melding: &Melding<'_>,
    toewijzingen: impl Iterator<Item = &'t Toewijzing<'a>>,
) -> Gevonden<'t, 'a> {
    let mut passend = toewijzingen.filter(|toewijzing| {
        !is_andere_client(melding, toewijzing)
            && !is_andere_aanbieder(melding, toewijzing)
            && !is_ander_product(melding, toewijzing)
            && !is_buiten_periode(melding, toewijzing)
    });
    let enige = passend.next().ok_or(Koppelreden::GeenPassende)?;
    match passend.next() {
        None => Ok((enige, Koppelwijze::Kenmerken)),
        Some(_) => Err(Koppelreden::MeerPassende),
    }
}

/// DQ12, the person.
pub(crate) fn is_andere_client(melding: &Melding<'_>, toewijzing: &Toewijzing<'_>) -> bool {
    melding.client != toewijzing.actueel.rij.record.client
}

/// DQ12, the provider.
pub(crate) fn is_andere_aanbieder(melding: &Melding<'_>, toewijzing: &Toewijzing<'_>) -> bool {
    melding.herkomst.agb != toewijzing.actueel.rij.herkomst.agb
}

/// DQ13: category and code as in the allocation, absent parts included (IV075).
pub(crate) fn is_ander_product(melding: &Melding<'_>, toewijzing: &Toewijzing<'_>) -> bool {
    melding.product != toewijzing.actueel.rij.record.product.as_ref()
}

/// DQ14: the copied start of the allocation is not its start.
pub(crate) fn is_andere_ingangsdatum(melding: &Melding<'_>, toewijzing: &Toewijzing<'_>) -> bool {
    melding.toewijzing_ingangsdatum.is_some_and(|datum| datum != toewijzing.ingangsdatum())
}

/// DQ15: delivery begins outside the allocation; a removed allocation has no inside.
pub(crate) fn is_buiten_periode(melding: &Melding<'_>, toewijzing: &Toewijzing<'_>) -> bool {
    !toewijzing.loopt_op(melding.begindatum)
}

/// Verdict on a declaration line.
pub(crate) fn van_prestatie(
    rij: &PrestatieRij,
    is_afgewezen: bool,
    toewijzingen: &Toewijzingen<'_>,
) -> Koppeling {
    let record = &rij.record;
    let gevonden = toewijzingen.met_nummer(record.nummer);
    let koppeling = gevonden.map_or(Koppeling::GEEN, |toewijzing| {
        let toegewezen = &toewijzing.actueel.rij.record;
        let product = toegewezen.product.as_ref();
        let buiten = is_te_vroeg(rij, toewijzing)
            || is_te_laat(rij, toewijzing)
            || toewijzing.actueel.is_verwijderd;
        Koppeling {
            toewijzing: Some(toewijzing.sleutel),
            client: gelijk(record.client == toegewezen.client),
            aanbieder: gelijk(rij.herkomst.agb == toewijzing.actueel.rij.herkomst.agb),
            product: gelijk(
                !is_andere_categorie(&record.product, product)
                    && !is_andere_code(&record.product, product),
            ),
            periode: gelijk(!buiten),
            beschikking: toewijzing.grondslag.oordeel(None),
            wijze: Koppelwijze::Toewijzingnummer,
            status: Koppelstatus::Wees,
            geen: None,
        }
    });
    koppeling.met_status(false, is_afgewezen)
}

/// TR307: the period of the line begins before the allocation.
pub(crate) fn is_te_vroeg(rij: &PrestatieRij, toewijzing: &Toewijzing<'_>) -> bool {
    rij.record.periode.begin() < toewijzing.ingangsdatum()
}

/// TR308: the period of the line ends after the allocation, if that has an end.
pub(crate) fn is_te_laat(rij: &PrestatieRij, toewijzing: &Toewijzing<'_>) -> bool {
    match (rij.record.periode.eind(), toewijzing.einddatum()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(lijn), Some(toegewezen)) => lijn > toegewezen,
    }
}

/// TR339: another category than allocated, if one is.
pub(crate) fn is_andere_categorie(product: &Product, toegewezen: Option<&Product>) -> bool {
    toegewezen.is_some_and(|toegewezen| toegewezen.categorie != product.categorie)
}

/// TR340: another code than allocated, if one is.
pub(crate) fn is_andere_code(product: &Product, toegewezen: Option<&Product>) -> bool {
    toegewezen
        .is_some_and(|toegewezen| toegewezen.code.is_some() && toegewezen.code != product.code)
}

/// Whether the receiver rejected the line, alone or with its message.
pub(crate) fn is_afgewezen(rij: &PrestatieRij) -> bool {
    rij.is_teruggestuurd || rij.herkomst.antwoord == Antwoord::Afgewezen
}

/// The fact row of a 305 or 307 record.
pub(crate) fn feit_van_melding(
    melding: &Melding<'_>,
    toewijzing: Option<&Toewijzing<'_>>,
) -> FeitKoppeling {
    FeitKoppeling {
        keten: melding.keten,
        sleutel: melding.sleutel.clone(),
        client: melding.client,
        agb: melding.herkomst.agb,
        product: melding.product.cloned(),
        nummer: melding.nummer,
        toewijzing: melding.koppeling.toewijzing,
        client_gelijk: melding.koppeling.client,
        aanbieder_gelijk: melding.koppeling.aanbieder,
        product_gelijk: melding.koppeling.product,
        periode_gelijk: melding.koppeling.periode,
        beschikking_gelijk: melding.koppeling.beschikking,
        koppelwijze: melding.koppeling.wijze,
        koppelstatus: melding.koppeling.status,
        redenen: koppelreden::van_melding(melding, toewijzing),
    }
}
