//! A line of a declaration, as it stands in a 323 and comes back in a 325.

use domain::record::Prestatie;
use domain::{
    Bsn, DebetCredit, Eenheid, Eurocent, Periode, Product, Productcategorie, Referentie, Wet,
};

use super::kenmerk::bevat_bsn;
use super::registratie::NOG_ONBEKEND;
use crate::error::Fault;
use crate::persoon::BSN_VELD;
use crate::schema::Aantal::{Een, NulOfEen, Veel};
use crate::schema::Inhoud::{Groep, Regel, Waarde};
use crate::schema::{Element, RETOURCODES};
use crate::veld::{Slot, Soort, Velden};

/// `Client` of a 323 and a 325.
pub(super) const CLIENT: &[Element] = &[
    BSN_VELD,
    Element::bericht("Prestaties", Een, Groep(&[Element::bericht("Prestatie", Veel, Regel)])),
    RETOURCODES,
];

pub(super) const REFERENTIENUMMER: Slot = Slot::new(0, "ProductReferentie/ReferentieNummer");
pub(super) const VORIG: Slot = Slot::new(1, "ProductReferentie/VorigReferentieNummer");
pub(super) const NUMMER: Slot = Slot::new(2, "ToewijzingNummer");
const CATEGORIE: Slot = Slot::new(3, "ProductCategorie");
const CODE: Slot = Slot::new(4, "ProductCode");
const BEGIN: Slot = Slot::new(5, "ProductPeriode/Begindatum");
const EIND: Slot = Slot::new(6, "ProductPeriode/Einddatum");
const VOLUME: Slot = Slot::new(7, "GeleverdVolume");
const EENHEID: Slot = Slot::new(8, "Eenheid");
const TARIEF: Slot = Slot::new(9, "ProductTarief");
const BEDRAG: Slot = Slot::new(10, "IngediendBedrag/Bedrag");
const TEKEN: Slot = Slot::new(11, "IngediendBedrag/DebetCredit");

/// `Prestatie` of a 323 and a 325.
pub(super) const PRESTATIE: &[Element] = &[
    Element::bericht(
        "ProductReferentie",
        Een,
        Groep(&[
            Element::basis("ReferentieNummer", Een, Waarde(REFERENTIENUMMER)),
            Element::basis("VorigReferentieNummer", NulOfEen, Waarde(VORIG)),
        ]),
    ),
    Element::bericht("ToewijzingNummer", Een, Waarde(NUMMER)),
    Element::bericht("ProductCategorie", Een, Waarde(CATEGORIE)),
    Element::bericht("ProductCode", Een, Waarde(CODE)),
    Element::bericht(
        "ProductPeriode",
        Een,
        Groep(&[
            Element::basis("Begindatum", Een, Waarde(BEGIN)),
            Element::basis("Einddatum", Een, Waarde(EIND)),
        ]),
    ),
    Element::bericht("GeleverdVolume", Een, Waarde(VOLUME)),
    Element::bericht("Eenheid", Een, Waarde(EENHEID)),
    Element::bericht("ProductTarief", NulOfEen, Waarde(TARIEF)),
    Element::bericht(
        "IngediendBedrag",
        Een,
        Groep(&[
            Element::basis("Bedrag", Een, Waarde(BEDRAG)),
            Element::basis("DebetCredit", Een, Waarde(TEKEN)),
        ]),
    ),
    RETOURCODES,
];

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
    let categorie = |text: &str| Productcategorie::parse(wet, text);
    let (bedrag, debet_credit) = lees_bedrag(velden)?;
    Ok(Prestatie {
        regel,
        client: NOG_ONBEKEND,
        referentienummer: velden.lees(REFERENTIENUMMER, Soort::Tekst, str::parse)?,
        vorig_referentienummer: velden.lees_optioneel(VORIG, Soort::Tekst, str::parse)?,
        nummer: velden.lees(NUMMER, Soort::Getal, str::parse)?,
        product: Product {
            categorie: velden.lees(CATEGORIE, Soort::Code, categorie)?,
            code: Some(velden.lees(CODE, Soort::Tekst, str::parse)?),
        },
        periode: lees_periode(velden, BEGIN, EIND)?,
        volume: velden.lees(VOLUME, Soort::Getal, str::parse)?,
        eenheid: velden.lees(EENHEID, Soort::Code, str::parse)?,
        tarief: velden.lees_optioneel(TARIEF, Soort::Getal, Eurocent::parse_bedrag)?,
        bedrag,
        debet_credit,
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

/// The one of a line's references that holds the BSN of its person.
pub(super) fn referentie_met_bsn(
    nummer: &Referentie,
    vorig: Option<&Referentie>,
    bsn: Bsn,
) -> Option<Slot> {
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
