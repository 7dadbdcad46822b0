//! Planted defects, each with all its consequences.
//!
//! Stories that end in findings on other records say so in their comment: the consequences were thought through by
//! hand from the rules, and every one of them is written down.

mod declaratie;
mod koppeling;
mod quarantaine;
mod start;
mod stop;

use crate::kalender::plus;
use crate::verhaal::Verhaal;
use crate::verteller::{Antwoord, Dossier, Eind, Verteller};

/// All planted defects, told in turn.
pub(crate) const DEFECTEN: &[(&str, Verhaal)] = &[
    ("TR019_start", start::tr019),
    ("TR019_keten", start::tr019_keten),
    ("TR019_goede_stop", start::tr019_goede_stop),
    ("TR019_afgewezen", start::tr019_afgewezen),
    ("TR056", start::tr056),
    ("TR063_start", start::tr063),
    ("TR063_stop", stop::tr063),
    ("TR071", start::tr071),
    ("TR071_afgewezen", start::tr071_afgewezen),
    ("TR074_start", start::tr074),
    ("TR074_stop", stop::tr074),
    ("TR326", start::tr326),
    ("TR018", stop::tr018),
    ("TR382_lopend", stop::tr382_lopend),
    ("TR382_beeindigd", stop::tr382_beeindigd),
    ("TR413", stop::tr413),
    ("TR414", stop::tr414),
    ("TR415", stop::tr415),
    ("DQ12_client", koppeling::dq12_client),
    ("DQ12_aanbieder", koppeling::dq12_aanbieder),
    ("DQ13", koppeling::dq13),
    ("DQ14", koppeling::dq14),
    ("DQ15_te_vroeg", koppeling::dq15_te_vroeg),
    ("DQ15_te_laat", koppeling::dq15_te_laat),
    ("DQ15_verwijderd", koppeling::dq15_verwijderd),
    ("OP295", koppeling::op295),
    ("OP288", koppeling::op288),
    ("DQ12_declaratie", declaratie::dq12),
    ("TR304", declaratie::tr304),
    ("TR307", declaratie::tr307),
    ("TR308", declaratie::tr308),
    ("TR338", declaratie::tr338),
    ("TR339", declaratie::tr339),
    ("TR340", declaratie::tr340),
    ("TR341", declaratie::tr341),
    ("TR384", declaratie::tr384),
    ("TR389", declaratie::tr389),
    ("quarantaine_bsn_323", quarantaine::bsn_323),
    ("quarantaine_bsn_opvulling_323", quarantaine::bsn_opvulling_323),
    ("quarantaine_datum_323", quarantaine::datum_323),
    ("quarantaine_eenheid_323", quarantaine::eenheid_323),
    ("quarantaine_datum_305", quarantaine::datum_305),
    ("quarantaine_status_305", quarantaine::status_305),
    ("quarantaine_dubbel_305", quarantaine::dubbel_305),
    ("quarantaine_reden_307", quarantaine::reden_307),
    ("quarantaine_eenheid_301", quarantaine::eenheid_301),
    ("quarantaine_datum_301", quarantaine::datum_301),
    ("quarantaine_volgorde_301", quarantaine::volgorde_301),
    ("quarantaine_dubbel_301", quarantaine::dubbel_301),
];

/// A specific allocation of release 3.2 that runs on, early enough for everything after it.
fn lopend(v: &mut Verteller<'_>) -> anyhow::Result<Dossier> {
    let ingang = v.ingang(75);
    let a = v.specifiek(ingang, Eind::Lopend);
    v.toewijs(a)
}

/// A specific allocation of release 3.2 that ended, at least 50 days after it began.
fn beeindigd(v: &mut Verteller<'_>) -> anyhow::Result<Dossier> {
    let ingang = v.ingang(75);
    let eind = v.einde(ingang, 50);
    let a = v.specifiek(ingang, Eind::Op(eind));
    v.toewijs(a)
}

/// An answer that accepts or has not come yet: the defect slipped through.
const DOORGELATEN: Antwoord = Antwoord::Toeval;

/// Declares all months of an allocation and closes its dossier.
fn besluit(v: &mut Verteller<'_>, d: &Dossier) -> anyhow::Result<bool> {
    v.declareer(d, d.a.ingang, None, None);
    v.sluit(d)?;
    Ok(true)
}

/// A first day of care on this allocation.
fn begin(v: &mut Verteller<'_>, d: &Dossier) -> chrono::NaiveDate {
    plus(d.a.ingang, v.rng.tussen(0, 10))
}
