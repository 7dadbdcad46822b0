//! The header of a message. Any fault in it refuses the file.

use chrono::NaiveDate;
use domain::{
    AgbCode, BerichtReferentie, Berichtsoort, Code, Gemeentecode, Identificatie, Release,
    Retourcode, WaardeFout,
};

use crate::error::Fault;
use crate::reader::{Reader, Tag};
use crate::release::Dialect;
use crate::schema::Aantal::{Een, NulOfEen};
use crate::schema::Inhoud::{Groep, Vorm as Vormt, Waarde};
use crate::schema::{Element, RETOURCODE, Richting, no_regels, read_group};
use crate::veld::{Slot, Soort, Velden};
use crate::vorm::Vorm::Versie;

/// The header, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kop {
    /// Where it begins in the file.
    pub(crate) offset: usize,
    pub(crate) gemeente: Gemeentecode,
    pub(crate) agb: AgbCode,
    /// The message's own `Identificatie`: of a retour `IdentificatieRetour`.
    pub(crate) identificatie: Identificatie,
    pub(crate) dagtekening: NaiveDate,
    pub(crate) betreft: Option<BerichtReferentie>,
    pub(crate) retourcodes: Vec<Retourcode>,
}

const BERICHTCODE: Slot = Slot::new(0, "BerichtCode");
const VERSIE: Slot = Slot::new(1, "BerichtVersie");
const SUBVERSIE: Slot = Slot::new(2, "BerichtSubversie");
const AFZENDER: Slot = Slot::new(3, "Afzender");
const ONTVANGER: Slot = Slot::new(4, "Ontvanger");
const IDENTIFICATIE: Slot = Slot::new(5, "BerichtIdentificatie/Identificatie");
const DAGTEKENING: Slot = Slot::new(6, "BerichtIdentificatie/Dagtekening");
const IDENTIFICATIE_RETOUR: Slot = Slot::new(7, "IdentificatieRetour");
const DAGTEKENING_RETOUR: Slot = Slot::new(8, "DagtekeningRetour");
const IDENTIFICATIE_DECLARATIE: Slot = Slot::new(9, "DeclaratieIdentificatie/Identificatie");
const DAGTEKENING_DECLARATIE: Slot = Slot::new(10, "DeclaratieIdentificatie/Dagtekening");

const XSD_VERSIE: &[Element] = &[
    Element::basis("BasisschemaXsdVersie", Een, Vormt(Versie)),
    Element::basis("BerichtXsdVersie", Een, Vormt(Versie)),
];

const BEGIN: [Element; 7] = [
    Element::bericht("BerichtCode", Een, Waarde(BERICHTCODE)),
    Element::bericht("BerichtVersie", Een, Waarde(VERSIE)),
    Element::bericht("BerichtSubversie", Een, Waarde(SUBVERSIE)),
    Element::bericht("Afzender", Een, Waarde(AFZENDER)),
    Element::bericht("Ontvanger", Een, Waarde(ONTVANGER)),
    Element::bericht(
        "BerichtIdentificatie",
        Een,
        Groep(&[
            Element::basis("Identificatie", Een, Waarde(IDENTIFICATIE)),
            Element::basis("Dagtekening", Een, Waarde(DAGTEKENING)),
        ]),
    ),
    Element::bericht("XsdVersie", Een, Groep(XSD_VERSIE)),
];

const HEEN: &[Element] = &BEGIN;

const XSLT: Element = Element::bericht("XsltVersie", NulOfEen, Vormt(Versie));

const RETOUR: &[Element] = &[
    BEGIN[0],
    BEGIN[1],
    BEGIN[2],
    BEGIN[3],
    BEGIN[4],
    BEGIN[5],
    BEGIN[6],
    Element::bericht("IdentificatieRetour", Een, Waarde(IDENTIFICATIE_RETOUR)),
    Element::bericht("DagtekeningRetour", Een, Waarde(DAGTEKENING_RETOUR)),
    XSLT,
    Element::bericht("XsdVersieRetour", Een, Groep(XSD_VERSIE)),
    Element::bericht("RetourCodes", NulOfEen, Groep(RETOURCODE)),
];

const DECLARATIE_ANTWOORD: &[Element] = &[
    BEGIN[0],
    BEGIN[1],
    BEGIN[2],
    BEGIN[3],
    BEGIN[4],
    BEGIN[5],
    BEGIN[6],
    Element::bericht(
        "DeclaratieIdentificatie",
        Een,
        Groep(&[
            Element::basis("Identificatie", Een, Waarde(IDENTIFICATIE_DECLARATIE)),
            Element::basis("Dagtekening", Een, Waarde(DAGTEKENING_DECLARATIE)),
        ]),
    ),
    XSLT,
    Element::bericht("XsdVersieDeclaratie", Een, Groep(XSD_VERSIE)),
    Element::bericht("RetourCodes", Een, Groep(RETOURCODE)),
];

/// Reads the header that `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    dialect: Dialect,
    vandaag: NaiveDate,
) -> Result<Kop, Fault> {
    let elementen = match (dialect.soort, dialect.soort.beantwoordt()) {
        (Berichtsoort::B325, _) => DECLARATIE_ANTWOORD,
        (_, Some(_)) => RETOUR,
        (_, None) => HEEN,
    };
    let mut velden = Velden::new("Bericht/Header", tag.offset);
    if let Some(code) = tag.fout {
        velden.keur_af(velden.fault_of_record(code));
    }
    read_group(reader, elementen, Richting::Heen, &mut velden, &mut no_regels)?;
    if let Some(fault) = velden.fout.take() {
        // Only an answer code outside its list has a name of its own.
        let is_code = fault.code == Code::CodeUnknown;
        return Err(if is_code { fault } else { Fault { code: Code::HeaderInvalid, ..fault } });
    }
    check_dialect(&velden, dialect)?;
    let kop = lees_kop(&mut velden, dialect)
        .map_err(|fault| Fault { code: Code::HeaderInvalid, ..fault })?;
    // TR135: a message is not written in the future.
    if kop.dagtekening > vandaag {
        let slot = if velden.heeft(DAGTEKENING_RETOUR) { DAGTEKENING_RETOUR } else { DAGTEKENING };
        return Err(velden.fault(slot, Code::HeaderInvalid));
    }
    Ok(kop)
}

/// The code and the version must say what the namespace says.
///
/// # Source
/// CS015, CS025, COD002.
fn check_dialect(velden: &Velden<'_>, dialect: Dialect) -> Result<(), Fault> {
    let as_text = |text: &str| Ok::<_, WaardeFout>(text.to_owned());
    if velden.lees(BERICHTCODE, Soort::Tekst, as_text)? != dialect.berichtcode() {
        return Err(velden.fault(BERICHTCODE, Code::HeaderInvalid));
    }
    let number = |slot| {
        velden
            .lees(slot, Soort::Getal, |text| text.trim().parse().map_err(|_| WaardeFout::Vorm))
            .map_err(|fault| Fault { code: Code::HeaderInvalid, ..fault })
    };
    let found = Release { versie: number(VERSIE)?, subversie: number(SUBVERSIE)? };
    if found != dialect.release {
        let mut fault = velden.fault(VERSIE, Code::VersionUnsupported);
        fault.pad = format!("{} (header {found}, namespace {})", fault.pad, dialect.release);
        return Err(fault);
    }
    Ok(())
}

fn lees_kop(velden: &mut Velden<'_>, dialect: Dialect) -> Result<Kop, Fault> {
    let (gemeente, agb) = if dialect.soort.afzender_is_gemeente() {
        (AFZENDER, ONTVANGER)
    } else {
        (ONTVANGER, AFZENDER)
    };
    let identificatie = |slot| velden.lees(slot, Soort::Tekst, str::parse::<Identificatie>);
    let eigen = (identificatie(IDENTIFICATIE)?, velden.datum(DAGTEKENING)?);
    let referentie =
        |(identificatie, dagtekening)| BerichtReferentie { identificatie, dagtekening };
    let (eigen, betreft) = match (dialect.soort, dialect.soort.beantwoordt()) {
        (_, None) => (eigen, None),
        (Berichtsoort::B325, _) => {
            let heen =
                (identificatie(IDENTIFICATIE_DECLARATIE)?, velden.datum(DAGTEKENING_DECLARATIE)?);
            (eigen, Some(referentie(heen)))
        }
        // IV028: the rest of a retour's header is a copy of what it answers.
        _ => {
            let retour = (identificatie(IDENTIFICATIE_RETOUR)?, velden.datum(DAGTEKENING_RETOUR)?);
            (retour, Some(referentie(eigen)))
        }
    };
    Ok(Kop {
        offset: velden.offset,
        gemeente: velden.lees(gemeente, Soort::Tekst, str::parse)?,
        agb: velden.lees(agb, Soort::Tekst, str::parse)?,
        identificatie: eigen.0,
        dagtekening: eigen.1,
        betreft,
        retourcodes: core::mem::take(&mut velden.retourcodes),
    })
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use crate::tests::{change, lees_tekst, part, refusal};
    use crate::voorbeeld::{bericht, bericht_301, kop_retour};

    #[test]
    fn any_fault_in_the_header_refuses_the_file() {
        let good = bericht_301(&[1]);
        let header = part(&good, "<jw301:Header>", "\n\t<jw301:Client>");
        let datum = "<ijw:Dagtekening>2026-05-06</ijw:Dagtekening>";
        for (from, to) in [
            (header, ""),
            ("</jw301:Header>", &format!("</jw301:Header>{header}")),
            ("<jw301:Header>", "<jw301:Client/><jw301:Header>"),
            (">436<", ">438<"),
            (">436<", "> 436<"),
            ("<jw301:BerichtSubversie>2<", "<jw301:BerichtSubversie>x<"),
            ("<ijw:Identificatie>B301</ijw:Identificatie>", ""),
            (">B301<", "> <"),
            (">B301<", ">1234567890123<"),
            (">B301<", ">B3\n01<"),
            (">0384<", ">384<"),
            (">42420001<", ">4242001<"),
            (datum, &datum.replace("05-06", "02-30")),
            (datum, &datum.replace("2026", "2027")),
            (datum, &format!("{datum}{datum}")),
            (datum, &format!("{datum}<ijw:Extra>1</ijw:Extra>")),
            (datum, &format!("tekst{datum}")),
            (">1.0.0<", ">1.0<"),
            ("<jw301:Header>", "<jw301:Header extra='1'>"),
        ] {
            assert_eq!(refusal(&change(&good, from, to)).0, Code::HeaderInvalid, "{from} {to}");
        }
    }

    #[test]
    fn version_and_namespace_must_agree() {
        for subversie in ["1", "0", "3"] {
            let to = format!("<jw301:BerichtSubversie>{subversie}<");
            let text = change(&bericht_301(&[1]), "<jw301:BerichtSubversie>2<", &to);
            let expect =
                format!("Bericht/Header/BerichtVersie (header 3.{subversie}, namespace 3.2)");
            assert_eq!(refusal(&text), (Code::VersionUnsupported, expect));
        }
    }

    #[test]
    fn a_message_of_today_is_not_of_the_future() {
        let text = bericht_301(&[1]).replace("2026-05-06", "2026-11-21");
        assert!(lees_tekst(&text).is_ok());
        let text = bericht_301(&[1]).replace("2026-05-06", "2026-11-22");
        assert_eq!(refusal(&text).0, Code::HeaderInvalid);
        let text = bericht("302", &kop_retour(&[]), "").replace("2026-05-08", "2026-11-22");
        assert_eq!(
            refusal(&text),
            (Code::HeaderInvalid, "Bericht/Header/DagtekeningRetour".to_owned())
        );
    }
}
