//! The header of a message. Any fault in it refuses the file.

use chrono::NaiveDate;
use domain::{
    AgbCode, BerichtReferentie, Berichtsoort, Code, Gemeentecode, Identificatie, Release,
    Retourcode, Versie, WaardeFout, XsdVersie,
};

use crate::error::Fault;
use crate::reader::{Reader, Tag};
use crate::release::Dialect;
use crate::release::kop::{
    AFZENDER, BERICHTCODE, DAGTEKENING, DAGTEKENING_DECLARATIE, DAGTEKENING_RETOUR, IDENTIFICATIE,
    IDENTIFICATIE_DECLARATIE, IDENTIFICATIE_RETOUR, ONTVANGER, SUBVERSIE, VERSIE, XSD_BASIS,
    XSD_BASIS_HEEN, XSD_BERICHT, XSD_BERICHT_HEEN,
};
use crate::schema::{no_regels, read_group};
use crate::veld::{Slot, Soort, Velden};
use crate::vorm::Vorm;

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
    pub(crate) xsd_versie: Option<XsdVersie>,
    pub(crate) betreft_xsd_versie: Option<XsdVersie>,
}

/// Reads the header that `tag` opened.
pub(super) fn lees<'a>(
    reader: &mut Reader<'a>,
    tag: &Tag<'a>,
    dialect: Dialect,
    vandaag: NaiveDate,
) -> Result<Kop, Fault> {
    let elementen = dialect.kop();
    let mut velden = Velden::voor("Bericht/Header", tag, elementen);
    read_group(reader, elementen, dialect.wijze().heen(), &mut velden, &mut no_regels)?;
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
    let is_code = |text: &str| Ok::<_, WaardeFout>(text == dialect.berichtcode());
    if !velden.lees(BERICHTCODE, Soort::Tekst, is_code).unwrap_or(false) {
        return Err(velden.fault(BERICHTCODE, Code::HeaderInvalid));
    }
    let is_streng = dialect.wijze().is_streng;
    let parse = |text: &str| {
        let text = text.trim();
        let number: u8 = text.parse().map_err(|_| WaardeFout::Vorm)?;
        // The schema asks for the number as it is: no sign, no leading zero.
        if is_streng && number.to_string() != text { Err(WaardeFout::Vorm) } else { Ok(number) }
    };
    let number = |slot| {
        velden
            .lees(slot, Soort::Getal, parse)
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
        xsd_versie: lees_xsd_versie(velden, XSD_BASIS, XSD_BERICHT)?,
        betreft_xsd_versie: lees_xsd_versie(velden, XSD_BASIS_HEEN, XSD_BERICHT_HEEN)?,
    })
}

/// Reads two versions, both or none. One with numbers that no version has is legal, yet is not kept.
fn lees_xsd_versie(
    velden: &Velden<'_>,
    basisschema: Slot,
    bericht: Slot,
) -> Result<Option<XsdVersie>, Fault> {
    let versie = |slot| {
        let read = velden.lees_optioneel(slot, Soort::Tekst, |text| {
            Vorm::Versie.check(text).map_err(|_| WaardeFout::Vorm)?;
            Ok(text.parse::<Versie>().ok())
        });
        read.map(Option::flatten)
    };
    let (basisschema, bericht) = (versie(basisschema)?, versie(bericht)?);
    Ok(basisschema.zip(bericht).map(|(basisschema, bericht)| XsdVersie { basisschema, bericht }))
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use crate::tests::{change, lees_tekst, part, refusal};
    use crate::voorbeeld::{bericht, bericht_301, kop_antwoord, kop_retour};

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
    fn the_versions_of_the_schemas_are_kept() {
        let versies = |text: &str| {
            let kop = lees_tekst(text).unwrap().bericht.bericht;
            [kop.xsd_versie, kop.betreft_xsd_versie]
                .map(|versie| versie.map(|versie| versie.to_string()))
        };
        let een = |text: &str| Some(text.to_owned());
        let good = bericht_301(&[1]);
        assert_eq!(versies(&good), [een("1.0.0/1.0.0"), None]);
        let own = change(&good, "BasisschemaXsdVersie>1.0.0<", "BasisschemaXsdVersie>1.2.0<");
        assert_eq!(versies(&own), [een("1.2.0/1.0.0"), None]);
        // Legal, yet no version, and room for a number of a person.
        let long = change(&good, "BerichtXsdVersie>1.0.0<", "BerichtXsdVersie>1.0.999900006<");
        assert_eq!(versies(&long), [None, None]);
        for (soort, kop) in [("302", kop_retour(&["0200"])), ("325", kop_antwoord(&["0001"]))] {
            let text = bericht(soort, &kop, "");
            let (before, after) = text.split_at(text.rfind("BasisschemaXsdVersie>1").unwrap());
            let text = before.to_owned() + &after.replace("1.0.0", "1.0.3");
            assert_eq!(versies(&text), [een("1.0.0/1.0.0"), een("1.0.3/1.0.3")], "{soort}");
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
