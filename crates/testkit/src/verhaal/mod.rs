//! What happens to an allocation when nothing is wrong with the messages.

mod afwijzing;
mod gewoon;
pub(crate) mod historie;
mod regie;
mod taakgericht;
mod versie;

use crate::verteller::Verteller;

pub(crate) use gewoon::paar;

/// Tells one story; `false` when it does not fit here and nothing was told.
pub(crate) type Verhaal = fn(&mut Verteller<'_>) -> anyhow::Result<bool>;

/// The stories with their weights.
pub(crate) const VERHALEN: &[(u64, (&str, Verhaal))] = &[
    (340, ("lopend", gewoon::lopend)),
    (200, ("beeindigd", gewoon::beeindigd)),
    (60, ("vroeg_gestopt", gewoon::vroeg_gestopt)),
    (50, ("samen", gewoon::samen)),
    (40, ("twee_toewijzingen", gewoon::twee_toewijzingen)),
    (70, ("ingetrokken", versie::ingetrokken)),
    (70, ("opgerekt", versie::opgerekt)),
    (15, ("opgerekt_en_gestart", versie::opgerekt_en_gestart)),
    (50, ("herzonden", versie::herzonden)),
    (20, ("verwijderd", versie::verwijderd)),
    (50, ("pauze", regie::pauze)),
    (20, ("pauze_dan_stop", regie::pauze_dan_stop)),
    (30, ("tweede_levering", regie::tweede_levering)),
    (20, ("start_opnieuw", regie::start_opnieuw)),
    (20, ("stop_opnieuw", regie::stop_opnieuw)),
    (7, ("toewijzing_afgewezen", afwijzing::toewijzing)),
    (10, ("toewijzing_afgewezen_opnieuw", afwijzing::toewijzing_opnieuw)),
    (15, ("start_afgewezen", afwijzing::start)),
    (10, ("stop_afgewezen", afwijzing::stop)),
    (10, ("dubbele_retour", afwijzing::dubbele_retour)),
    (20, ("taakgericht_kenmerken", taakgericht::kenmerken)),
    (8, ("taakgericht_wees", taakgericht::wees)),
];
