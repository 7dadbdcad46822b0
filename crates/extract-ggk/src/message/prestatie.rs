//! A line of a declaration, as it stands in a 323 and comes back in a 325.

use domain::record::{Geleverd, Prestatie};
use domain::{
    Bsn, DebetCredit, Eenheid, Eurocent, Periode, Product, Productcategorie, Referentie,
    Toewijzingnummer, Wet,
};

use super::kenmerk::bevat_bsn;
use super::registratie::NOG_ONBEKEND;
use crate::error::Fault;
use crate::release::declaratie::{
    BEDRAG, BEGIN, CATEGORIE, CODE, EENHEID, EIND, NUMMER, REFERENTIENUMMER, TARIEF, TEKEN, VOLUME,
    VORIG,
};
use crate::veld::{Slot, Soort, Velden};

/// Reads a closed period.
pub(super) fn lees_periode(velden: &Velden<'_>, begin: Slot, eind: Slot) -> Result<Periode, Fault> {
    let (eerste, laatste) = (velden.datum(begin)?, velden.datum(eind)?);
    Periode::new(eerste, Some(laatste)).map_err(|fout| velden.fault(eind, fout.into()))
}

/// `IngediendBedrag` with its sign: also asked of a line that is refused for something else.
pub(super) fn lees_bedrag(velden: &Velden<'_>) -> Result<(Eurocent, DebetCredit), Fault> {
    let bedrag = velden.lees(BEDRAG, Soort::Getal, Eurocent::parse_bedrag)?;
    let teken: DebetCredit = velden.lees(TEKEN, Soort::Code, str::parse)?;
    Ok((bedrag.met_teken(teken), teken))
}

pub(super) fn lees_prestatie(
    velden: &Velden<'_>,
    wet: Wet,
    regel: u32,
) -> Result<Prestatie, Fault> {
    let (bedrag, debet_credit) = lees_bedrag(velden)?;
    let (referentienummer, vorig_referentienummer) = lees_referentie(velden)?;
    let nummer = velden.lees(NUMMER, Soort::Getal, str::parse)?;
    let Geleverd { product, periode, volume, eenheid, tarief } = lees_geleverd(velden, wet)?;
    Ok(Prestatie {
        regel,
        client: NOG_ONBEKEND,
        referentienummer,
        vorig_referentienummer,
        nummer,
        product,
        periode,
        volume,
        eenheid,
        tarief,
        bedrag,
        debet_credit,
    })
}

/// `ReferentieNummer` and `VorigReferentieNummer`: also asked of a line that is refused for something else.
pub(super) fn lees_referentie(
    velden: &Velden<'_>,
) -> Result<(Referentie, Option<Referentie>), Fault> {
    let nummer = velden.lees(REFERENTIENUMMER, Soort::Tekst, str::parse)?;
    Ok((nummer, velden.lees_optioneel(VORIG, Soort::Tekst, str::parse)?))
}

/// What was delivered.
pub(super) fn lees_geleverd(velden: &Velden<'_>, wet: Wet) -> Result<Geleverd, Fault> {
    let categorie = |text: &str| Productcategorie::parse(wet, text);
    Ok(Geleverd {
        product: Product {
            categorie: velden.lees(CATEGORIE, Soort::Code, categorie)?,
            code: Some(velden.lees(CODE, Soort::Tekst, str::parse)?),
        },
        periode: lees_periode(velden, BEGIN, EIND)?,
        volume: velden.lees(VOLUME, Soort::Getal, str::parse)?,
        eenheid: velden.lees(EENHEID, Soort::Code, str::parse)?,
        tarief: velden.lees_optioneel(TARIEF, Soort::Getal, Eurocent::parse_bedrag)?,
    })
}

/// Whether the amount is not volume times rate.
///
/// # Source
/// TR346, CS339; IV081: of a rate per hour declared in minutes only the rounded rate is visible.
pub(super) fn wijkt_bedrag_af(prestatie: &Prestatie) -> bool {
    let volume = prestatie.volume.waarde();
    let bedrag = prestatie.bedrag.waarde().abs();
    match (prestatie.eenheid, prestatie.tarief) {
        (Eenheid::Euro, _) => bedrag != volume,
        (Eenheid::Minuut, Some(tarief)) => {
            (bedrag - volume * tarief.waarde()).abs() > volume / 2 + 1
        }
        (_, Some(tarief)) => bedrag != volume * tarief.waarde(),
        (_, None) => false,
    }
}

/// The one of a line's references that holds the BSN of its person, or its allocation number that is that BSN.
pub(super) fn referentie_met_bsn(
    nummer: &Referentie,
    vorig: Option<&Referentie>,
    toewijzing: Toewijzingnummer,
    bsn: Bsn,
) -> Option<Slot> {
    if Bsn::van_nummer(toewijzing.waarde()) == Some(bsn) {
        return Some(NUMMER);
    }
    if bevat_bsn(nummer.as_str(), &[bsn]) {
        return Some(REFERENTIENUMMER);
    }
    vorig.filter(|vorig| bevat_bsn(vorig.as_str(), &[bsn])).map(|_| VORIG)
}

/// What must be unique in a message (TR101).
pub(super) fn referentie(prestatie: &Prestatie) -> (&str, Option<&str>) {
    let vorig = prestatie.vorig_referentienummer.as_ref();
    (prestatie.referentienummer.as_str(), vorig.map(Referentie::as_str))
}
