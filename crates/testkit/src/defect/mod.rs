//! Planted defects, each with all its consequences.
//!
//! Stories that end in findings on other records say so in their comment: the consequences were thought through by
//! hand from the rules, and every one of them is written down.

mod bericht;
mod credit;
mod declaratie;
mod koppeling;
mod quarantaine;
mod regel;
mod regie;
mod start;
mod stop;
mod toewijzing;
mod verzoek;
mod wijziging;

use chrono::NaiveDate;

use crate::allocatie::{Allocatie, Omvang};
use crate::kalender::{TOEKOMST_DAGEN, plus};
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
    ("TR382_oude_start", stop::tr382_oude_start),
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
    ("TR134_declaratie", regel::tr134),
    ("TR137_declaratie", regel::tr137),
    ("TR319", regel::tr319),
    ("TR335", regel::tr335),
    ("TR321", regel::tr321),
    ("TR322", regel::tr322),
    ("TR369", regel::tr369),
    ("TR346", regel::tr346),
    ("CS337", regel::cs337),
    ("CS339", regel::cs339),
    ("CD087", regel::cd087),
    ("TR387", regel::tr387),
    ("TR388", regel::tr388),
    ("TR385", regel::tr385),
    ("DQ39", regel::dq39),
    ("DQ47", regel::dq47),
    ("CD060_debet", credit::cd060_debet),
    ("CD060_credit", credit::cd060_credit),
    ("TR323", credit::tr323),
    ("TR390", credit::tr390),
    ("TR416", credit::tr416),
    ("TR315", credit::tr315),
    ("TR316", credit::tr316),
    ("TR314", credit::tr314),
    ("TR134_bericht", bericht::tr134),
    ("TR137_bericht", bericht::tr137),
    ("TR318", bericht::tr318),
    ("CS340", bericht::cs340),
    ("CS100", bericht::cs100),
    ("TR333", bericht::tr333),
    ("TR358", bericht::tr358),
    ("TR342", bericht::tr342),
    ("TR337", bericht::tr337),
    ("TR376", bericht::tr376),
    ("TR371", bericht::tr371),
    ("TR366", bericht::tr366),
    ("TR367", bericht::tr367),
    ("TR304_antwoord", bericht::tr304),
    ("TR006", bericht::tr006),
    ("TR061", bericht::tr061),
    ("OP090_laat", bericht::op090_laat),
    ("OP090_geen", bericht::op090_geen),
    ("OP090x4_laat", bericht::op090x4_laat),
    ("OP090x4_geen", bericht::op090x4_geen),
    ("TR134_toewijzing", toewijzing::tr134),
    ("TR332", toewijzing::tr332),
    ("OP033x1", toewijzing::op033x1),
    ("IV099_zonder_reden", toewijzing::iv099_zonder_reden),
    ("IV099_zonder_wijziging", toewijzing::iv099_zonder_wijziging),
    ("TR302", toewijzing::tr302),
    ("TR302_afgewezen", toewijzing::tr302_afgewezen),
    ("OP259", toewijzing::op259),
    ("OP087", toewijzing::op087),
    ("OP380", toewijzing::op380),
    ("TR379", toewijzing::tr379),
    ("DQ24", toewijzing::dq24),
    ("DQ24_daarna", toewijzing::dq24_daarna),
    ("TR134_start", regie::tr134_start),
    ("TR134_stop", regie::tr134_stop),
    ("OP271", regie::op271),
    ("OP272", regie::op272),
    ("DQ11", regie::dq11),
    ("DQ25", regie::dq25),
    ("DQ27", regie::dq27),
    ("TR379_opnieuw", verzoek::tr379_opnieuw),
    ("TR355", verzoek::tr355),
    ("TR359", verzoek::tr359),
    ("TR360", verzoek::tr360),
    ("TR365", verzoek::tr365),
    ("TR377", verzoek::tr377),
    ("TR409", verzoek::tr409),
    ("OP274_open", verzoek::op274_open),
    ("OP274_laat", verzoek::op274_laat),
    ("OP274_onderzoek", verzoek::op274_onderzoek),
    ("OP359", verzoek::op359),
    ("TR386", verzoek::tr386),
    ("TR374", verzoek::tr374),
    ("TR347", verzoek::tr347),
    ("OP346", wijziging::op346),
    ("TR304_verzoek", wijziging::tr304),
    ("TR349", wijziging::tr349),
    ("TR350", wijziging::tr350),
    ("TR351", wijziging::tr351),
    ("TR352", wijziging::tr352),
    ("TR353", wijziging::tr353),
    ("TR357", wijziging::tr357),
    ("TR361", wijziging::tr361),
    ("TR373", wijziging::tr373),
    ("TR375", wijziging::tr375),
    ("TR380", wijziging::tr380),
    ("TR410", wijziging::tr410),
    ("TR411", wijziging::tr411),
    ("TR412", wijziging::tr412),
    ("quarantaine_dubbel_315", verzoek::dubbel_315),
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

/// An allocation of this size with release 3.2, of sixty euro a piece, that ends long after everything.
fn met_omvang(
    v: &mut Verteller<'_>,
    ingang: NaiveDate,
    (volume, eenheid, frequentie): (i64, &'static str, &'static str),
) -> Allocatie {
    let eind = plus(v.wereld.kalender.eind, TOEKOMST_DAGEN);
    let mut a = v.specifiek(ingang, Eind::Op(eind));
    let omvang = Omvang { volume, eenheid, frequentie };
    a.omvang = Some(omvang);
    for product in &mut a.declaratie {
        (product.omvang, product.tarief) = (omvang, 6000);
        (product.in_minuten, product.per_maand) = (false, volume.min(12));
    }
    a
}

/// An allocation of twelve hours a month.
fn uren(v: &mut Verteller<'_>, ingang: NaiveDate) -> Allocatie {
    met_omvang(v, ingang, (12, "04", "4"))
}

/// Such an allocation with care that runs.
fn gestart(v: &mut Verteller<'_>) -> anyhow::Result<Dossier> {
    let ingang = v.ingang(75);
    let a = uren(v, ingang);
    let mut d = v.toewijs(a)?;
    declaratie::start(v, &mut d)?;
    Ok(d)
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
fn begin(v: &mut Verteller<'_>, d: &Dossier) -> NaiveDate {
    plus(d.a.ingang, v.rng.tussen(0, 10))
}
