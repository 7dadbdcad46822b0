//! The structure of a table, and what of it changed its meaning.

use core::fmt;

use domain::statline::{Onderwerp, Protocol, Tabel};
use serde_json::{Value, json};

/// What of a table changed its meaning, other than by new codes, periods or measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afwijking(pub String);

impl fmt::Display for Afwijking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The structure of a table: `{dimensies: [{naam, soort}], onderwerpen: [{code, pad, titel, eenheid, decimalen, type}]}`,
/// with `code` in v4 only: in v3 it is another one every year. Pure.
pub fn structuur(tabel: &Tabel) -> Value {
    let dimensies = tabel.dimensies.iter();
    let dimensies =
        dimensies.map(|dimensie| json!({"naam": dimensie.naam, "soort": dimensie.soort}));
    let onderwerpen = tabel.onderwerpen.iter().map(|onderwerp| {
        let mut waarde = json!({
            "pad": onderwerp.pad,
            "titel": onderwerp.titel,
            "eenheid": onderwerp.eenheid,
            "decimalen": onderwerp.decimalen,
            "type": onderwerp.gegevenstype.code(),
        });
        if let (Protocol::V4, Some(velden)) = (tabel.protocol, waarde.as_object_mut()) {
            velden.insert("code".to_owned(), onderwerp.code.clone().into());
        }
        waarde
    });
    json!({
        "dimensies": dimensies.collect::<Vec<_>>(),
        "onderwerpen": onderwerpen.collect::<Vec<_>>(),
    })
}

/// Compares the structure of a table with that of the version that was loaded: what is gone or means something else, and
/// a dimension that is new, because it splits every figure. New codes, periods and measures are normal, and so are other
/// codes of the same measures. Pure.
pub fn afwijkingen(structuur: &Value, tabel: &Tabel) -> Vec<Afwijking> {
    let (Some(dimensies), Some(onderwerpen)) =
        (lees(structuur, "dimensies", OudeDimensie::van), lees(structuur, "onderwerpen", Oud::van))
    else {
        return vec![Afwijking("the structure of the loaded version cannot be read".to_owned())];
    };
    let mut gevonden = dimensie_afwijkingen(&dimensies, tabel);
    gevonden.extend(onderwerp_afwijkingen(&onderwerpen, tabel));
    gevonden.into_iter().map(Afwijking).collect()
}

fn lees<'v, T>(
    structuur: &'v Value,
    veld: &str,
    van: fn(&'v Value) -> Option<T>,
) -> Option<Vec<T>> {
    structuur.get(veld)?.as_array()?.iter().map(van).collect()
}

struct OudeDimensie<'v> {
    naam: &'v str,
    soort: &'v str,
}

impl<'v> OudeDimensie<'v> {
    fn van(waarde: &'v Value) -> Option<Self> {
        Some(Self { naam: waarde.get("naam")?.as_str()?, soort: waarde.get("soort")?.as_str()? })
    }
}

fn dimensie_afwijkingen(oud: &[OudeDimensie<'_>], tabel: &Tabel) -> Vec<String> {
    let mut gevonden = Vec::new();
    for OudeDimensie { naam, soort } in oud {
        match tabel.dimensies.iter().find(|dimensie| dimensie.naam == *naam) {
            None => gevonden.push(format!("dimension {naam} is gone")),
            Some(nieuw) if nieuw.soort != *soort => {
                let nu = &nieuw.soort;
                gevonden.push(format!("dimension {naam} was of kind {soort}, now {nu}"));
            }
            Some(_) => {}
        }
    }
    let nieuw = tabel.dimensies.iter().filter(|nieuw| oud.iter().all(|oud| oud.naam != nieuw.naam));
    gevonden.extend(nieuw.map(|nieuw| {
        let naam = &nieuw.naam;
        format!("dimension {naam} is new: it splits every figure that was loaded")
    }));
    gevonden
}

/// A measure of the version that was loaded.
struct Oud<'v> {
    /// v4 only.
    code: Option<&'v str>,
    pad: Vec<&'v str>,
    titel: &'v str,
    eenheid: &'v str,
    decimalen: u64,
    soort: &'v str,
}

impl<'v> Oud<'v> {
    fn van(waarde: &'v Value) -> Option<Self> {
        Some(Self {
            code: waarde.get("code").and_then(Value::as_str),
            pad: waarde.get("pad")?.as_array()?.iter().map(Value::as_str).collect::<Option<_>>()?,
            titel: waarde.get("titel")?.as_str()?,
            eenheid: waarde.get("eenheid")?.as_str()?,
            decimalen: waarde.get("decimalen")?.as_u64()?,
            soort: waarde.get("type")?.as_str()?,
        })
    }

    fn label(&self) -> String {
        let delen = self.pad.iter().chain([&self.titel]);
        delen.copied().collect::<Vec<_>>().join(" / ")
    }

    fn is_zelfde_label(&self, nieuw: &Onderwerp) -> bool {
        self.titel == nieuw.titel && self.pad == nieuw.pad
    }

    /// What of it is another thing in `nieuw`.
    fn verschillen(&self, nieuw: &Onderwerp) -> Vec<String> {
        let label = self.label();
        let mut gevonden = Vec::new();
        if !self.is_zelfde_label(nieuw) {
            let (code, nu) = (self.code.unwrap_or_default(), nieuw.label());
            gevonden.push(format!("measure {code} was \"{label}\", now \"{nu}\""));
        }
        let decimalen = self.decimalen.to_string();
        let nu = nieuw.decimalen.to_string();
        for (wat, was, nu) in [
            ("unit", self.eenheid, nieuw.eenheid.as_str()),
            ("number of decimals", &decimalen, &nu),
            ("type", self.soort, nieuw.gegevenstype.code()),
        ] {
            if was != nu {
                gevonden
                    .push(format!("the {wat} of measure \"{label}\" was \"{was}\", now \"{nu}\""));
            }
        }
        gevonden
    }
}

/// How a measure is found back, the surest way first.
const MANIEREN: [fn(&Oud<'_>, &Onderwerp, Protocol) -> bool; 3] = [
    |oud, nieuw, protocol| protocol == Protocol::V4 && oud.code == Some(&nieuw.code),
    |oud, nieuw, _| oud.is_zelfde_label(nieuw) && oud.eenheid == nieuw.eenheid,
    |oud, nieuw, _| oud.is_zelfde_label(nieuw),
];

fn onderwerp_afwijkingen(oud: &[Oud<'_>], tabel: &Tabel) -> Vec<String> {
    let mut vrij: Vec<&Onderwerp> = tabel.onderwerpen.iter().collect();
    let mut paren: Vec<(&Oud<'_>, Option<&Onderwerp>)> =
        oud.iter().map(|oud| (oud, None)).collect();
    for past in MANIEREN {
        for (oud, nieuw) in &mut paren {
            let plek = vrij.iter().position(|vrij| past(oud, vrij, tabel.protocol));
            if let (None, Some(plek)) = (&nieuw, plek) {
                *nieuw = Some(vrij.remove(plek));
            }
        }
    }
    let verschillen = paren.into_iter().flat_map(|(oud, nieuw)| match nieuw {
        Some(nieuw) => oud.verschillen(nieuw),
        None => vec![format!("measure \"{}\" ({}) is gone", oud.label(), oud.eenheid)],
    });
    verschillen.collect()
}

#[cfg(test)]
mod tests {
    use domain::statline::Gegevenstype;

    use super::super::proef::{dimensie, onderwerp, tabel};
    use super::*;

    fn oud(protocol: Protocol) -> Tabel {
        let onderwerpen = [
            ["M1", "Personen", "Bevolking", "aantal"],
            ["M2", "Personen", "Aandeel", "%"],
            ["M3", "Banen", "Aandeel", "%"],
        ];
        let mut tabel = tabel(&[("Geslacht", &["1"]), ("Perioden", &["2020JJ00"])], &onderwerpen);
        tabel.protocol = protocol;
        tabel
    }

    #[test]
    fn the_structure_names_what_must_stay() {
        let onderwerp = |code, pad, titel, eenheid| {
            json!({
                "code": code, "pad": [pad], "titel": titel, "eenheid": eenheid, "decimalen": 1,
                "type": "decimaal",
            })
        };
        let expect = json!({
            "dimensies": [
                {"naam": "Geslacht", "soort": "Dimension"},
                {"naam": "Perioden", "soort": "Dimension"},
            ],
            "onderwerpen": [
                onderwerp("M1", "Personen", "Bevolking", "aantal"),
                onderwerp("M2", "Personen", "Aandeel", "%"),
                onderwerp("M3", "Banen", "Aandeel", "%"),
            ],
        });
        assert_eq!(structuur(&oud(Protocol::V4)), expect);
        assert!(structuur(&oud(Protocol::V3))["onderwerpen"][0].get("code").is_none());
    }

    /// What a change of the table is called, in v3 and in v4.
    fn verschil(protocol: Protocol, wijzig: fn(&mut Tabel)) -> Vec<String> {
        let mut nieuw = oud(protocol);
        let structuur = structuur(&nieuw);
        wijzig(&mut nieuw);
        afwijkingen(&structuur, &nieuw).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_normal_is_no_difference() {
        let normaal: [fn(&mut Tabel); 6] = [
            |_| (),
            |tabel| tabel.dimensies[0] = dimensie("Geslacht", &["1", "2"]),
            |tabel| tabel.onderwerpen.insert(0, onderwerp("M0", "", "Nieuw", "%")),
            |tabel| tabel.onderwerpen.reverse(),
            |tabel| tabel.dimensies.reverse(),
            |tabel| tabel.onderwerpen[1].omschrijving = "Andere uitleg.".to_owned(),
        ];
        for (nummer, wijzig) in normaal.into_iter().enumerate() {
            for protocol in [Protocol::V3, Protocol::V4] {
                assert_eq!(verschil(protocol, wijzig), [""; 0], "{nummer} {protocol:?}");
            }
        }
        // v3 numbers its measures anew.
        let hernummerd: fn(&mut Tabel) = |tabel| {
            tabel.onderwerpen.insert(0, onderwerp("M1", "", "Nieuw", "%"));
            tabel.onderwerpen[1].code = "M2".to_owned();
            tabel.onderwerpen[2].code = "M3".to_owned();
            tabel.onderwerpen[3].code = "M4".to_owned();
        };
        assert_eq!(verschil(Protocol::V3, hernummerd), [""; 0]);
    }

    /// A change and its words.
    type Geval = (fn(&mut Tabel), &'static str);

    #[test]
    fn another_meaning_is_told_in_words() {
        let gevallen: [Geval; 8] = [
            (|tabel| drop(tabel.dimensies.remove(0)), "dimension Geslacht is gone"),
            (
                |tabel| tabel.dimensies[1].soort = "TimeDimension".to_owned(),
                "dimension Perioden was of kind Dimension, now TimeDimension",
            ),
            (
                |tabel| tabel.dimensies.push(dimensie("Leeftijd", &["10000"])),
                "dimension Leeftijd is new: it splits every figure that was loaded",
            ),
            (
                |tabel| drop(tabel.onderwerpen.remove(1)),
                "measure \"Personen / Aandeel\" (%) is gone",
            ),
            (
                |tabel| tabel.onderwerpen[0].eenheid = "x 1000".to_owned(),
                "the unit of measure \"Personen / Bevolking\" was \"aantal\", now \"x 1000\"",
            ),
            (
                |tabel| tabel.onderwerpen[0].decimalen = 0,
                "the number of decimals of measure \"Personen / Bevolking\" was \"1\", now \"0\"",
            ),
            (
                |tabel| tabel.onderwerpen[0].gegevenstype = Gegevenstype::Tekst,
                "the type of measure \"Personen / Bevolking\" was \"decimaal\", now \"tekst\"",
            ),
            (|tabel| tabel.onderwerpen.truncate(2), "measure \"Banen / Aandeel\" (%) is gone"),
        ];
        for (wijzig, tekst) in gevallen {
            for protocol in [Protocol::V3, Protocol::V4] {
                assert_eq!(verschil(protocol, wijzig), [tekst], "{protocol:?}");
            }
        }
    }

    #[test]
    fn a_title_that_changes_is_told_by_its_code_in_v4_and_gone_in_v3() {
        let titel: fn(&mut Tabel) = |tabel| tabel.onderwerpen[2].titel = "Deel".to_owned();
        assert_eq!(
            verschil(Protocol::V4, titel),
            ["measure M3 was \"Banen / Aandeel\", now \"Banen / Deel\""]
        );
        assert_eq!(verschil(Protocol::V3, titel), ["measure \"Banen / Aandeel\" (%) is gone"]);
        // Another code of the same measure is no other measure.
        let code: fn(&mut Tabel) = |tabel| tabel.onderwerpen[2].code = "M9".to_owned();
        assert_eq!(verschil(Protocol::V4, code), [""; 0]);
    }

    #[test]
    fn a_table_that_changes_its_protocol_is_compared_by_words() {
        let v3 = structuur(&oud(Protocol::V3));
        assert_eq!(afwijkingen(&v3, &oud(Protocol::V4)), []);
        let v4 = structuur(&oud(Protocol::V4));
        assert_eq!(afwijkingen(&v4, &oud(Protocol::V3)), []);
    }

    #[test]
    fn a_structure_that_cannot_be_read_is_a_difference() {
        for kapot in [json!(null), json!({}), json!({"dimensies": [], "onderwerpen": [{}]})] {
            assert_eq!(afwijkingen(&kapot, &oud(Protocol::V4)).len(), 1, "{kapot}");
        }
    }
}
