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
