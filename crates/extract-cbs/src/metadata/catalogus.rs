//! Rows of a catalogue of either protocol to those of the model.

use std::collections::BTreeSet;

use domain::statline::{CatalogusRegel, TabelId, Tabelversie};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::keuring::{LANG_MAX, TITEL_MAX, kort, tekstfout, versiefout};
use super::veld::Veld;
use crate::catalogus::{Catalogus, Onleesbaar};

/// Rows set aside that are written to the log one by one.
const GENOEMD_MAX: usize = 20;

/// A row of a catalogue as either protocol tells it.
#[derive(Debug, Clone)]
pub(crate) struct Catalogusveld {
    pub(crate) id: Veld,
    pub(crate) titel: Veld,
    pub(crate) omschrijving: Veld,
    pub(crate) status: Veld,
    pub(crate) taal: Veld,
    pub(crate) periode: Veld,
    pub(crate) reden: Veld,
    pub(crate) versie: Tabelversie,
}

/// The identifier of a row of either protocol, whatever the rest of it is.
#[derive(Deserialize)]
struct Kop {
    #[serde(rename = "Identifier")]
    id: Veld,
}

/// Rows to the model, in their order.
///
/// Every row is read by itself: one that cannot be used is set aside with a warning in the log that names its table or
/// its place, because one odd table must not stop all others. Of two rows of one table the first counts.
pub(crate) fn maak_catalogus<T: DeserializeOwned>(
    rijen: &[Box<RawValue>],
    maak: impl Fn(T) -> Catalogusveld,
) -> Catalogus {
    let mut seen = BTreeSet::new();
    let mut catalogus = Catalogus::default();
    for (plek, rij) in rijen.iter().enumerate() {
        let gelezen = serde_json::from_str::<T>(rij.get())
            .map_err(|error| kort(&error.to_string()))
            .and_then(|rij| maak_regel(&maak(rij)));
        match gelezen {
            Ok(regel) if seen.insert(regel.tabel_id.clone()) => catalogus.regels.push(regel),
            Ok(regel) => {
                tracing::warn!(table.id = regel.tabel_id.as_str(), "catalogue lists a table twice");
            }
            Err(waarom) => {
                let kop = serde_json::from_str::<Kop>(rij.get()).ok();
                let tabel_id = kop.and_then(|kop| kop.id.kort().parse::<TabelId>().ok());
                if catalogus.onleesbaar.len() < GENOEMD_MAX {
                    let id = tabel_id.as_ref().map_or("not told", TabelId::as_str);
                    let row = plek + 1;
                    tracing::warn!(table.id = id, row, "catalogue row set aside: {waarom}");
                }
                catalogus.onleesbaar.push(Onleesbaar { tabel_id, waarom });
            }
        }
    }
    let more = catalogus.onleesbaar.len().saturating_sub(GENOEMD_MAX);
    if more > 0 {
        tracing::warn!(rows = more, "more catalogue rows set aside");
    }
    catalogus
}

/// A row of the model, or what is wrong with it.
fn maak_regel(veld: &Catalogusveld) -> Result<CatalogusRegel, String> {
    let id = veld.id.kort();
    let tabel_id = id
        .parse::<TabelId>()
        .map_err(|_| format!("`{}` cannot be the identifier of a table", kort(id)))?;
    for (naam, text, max) in [
        ("title", &veld.titel, TITEL_MAX),
        ("description", &veld.omschrijving, LANG_MAX),
        ("status", &veld.status, TITEL_MAX),
        ("language", &veld.taal, TITEL_MAX),
        ("period", &veld.periode, TITEL_MAX),
        ("reason", &veld.reden, LANG_MAX),
    ] {
        if let Some(fout) = tekstfout(text.kort(), max) {
            return Err(format!("its {naam} {fout}"));
        }
    }
    if let Some((_, fout)) = versiefout(&veld.versie) {
        return Err(fout);
    }
    Ok(CatalogusRegel {
        tabel_id,
        titel: veld.titel.tekst(),
        omschrijving: veld.omschrijving.tekst(),
        status: veld.status.tekst(),
        taal: veld.taal.tekst(),
        periode: veld.periode.tekst(),
        reden: veld.reden.tekst(),
        versie: veld.versie.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads rows that hold an identifier, a title and a version.
    fn lees(rijen: &[&str]) -> Catalogus {
        #[derive(Deserialize)]
        #[serde(default, rename_all = "PascalCase")]
        #[derive(Default)]
        struct Rij {
            identifier: Veld,
            title: Veld,
            version: Veld,
            modified: Veld,
            observation_count: Veld,
        }
        let raw = |rij: &&str| RawValue::from_string((*rij).to_owned()).unwrap();
        let rijen: Vec<_> = rijen.iter().map(raw).collect();
        maak_catalogus(&rijen, |rij: Rij| Catalogusveld {
            versie: Tabelversie {
                versie: rij.version.tekst(),
                waarnemingen_op: rij.modified.tekst(),
                metadata_op: String::new(),
                aantal: rij.observation_count.aantal(),
            },
            id: rij.identifier,
            titel: rij.title,
            omschrijving: Veld::default(),
            status: Veld::default(),
            taal: Veld::default(),
            periode: Veld::default(),
            reden: Veld::default(),
        })
    }

    #[test]
    fn one_odd_row_is_set_aside_and_the_others_count() {
        let long = format!(r#"{{"Identifier":"1odd","Title":"{}"}}"#, "x".repeat(2_001));
        for (rij, id, waarom) in [
            (r#"{"Identifier":"1odd","Version":"2026\u0000"}"#, "1odd", "the version `2026`"),
            (r#"{"Identifier":"1odd","Version":"2026 06"}"#, "1odd", "the version `2026 06`"),
            (r#"{"Identifier":"1odd","Modified":"\u001b[2J"}"#, "1odd", "the moment of"),
            (
                r#"{"Identifier":"1odd","ObservationCount":18446744073709551615}"#,
                "1odd",
                "the number",
            ),
            (r#"{"Identifier":"1odd","Version":["2026"]}"#, "1odd", "a list where a text"),
            (r#"{"Identifier":"1odd","Title":"a\u0000b"}"#, "1odd", "its title holds a zero"),
            (&long, "1odd", "its title is longer than 2000"),
            (r#"{"Identifier":"1odd","Title":"a","Title":"b"}"#, "1odd", "duplicate field"),
            (r#"{"Identifier":"../x"}"#, "", "`../x` cannot be"),
            (r#"{"Identifier":{"a":1}}"#, "", "an object where"),
            (r#"{"Title":"no id"}"#, "", "`` cannot be"),
            (r#""a text""#, "", "invalid type: string"),
            ("null", "", "invalid type: null"),
            ("7", "", "invalid type: integer"),
        ] {
            let good = [r#"{"Identifier":"85097NED","Title":" A "}"#, rij, r#"{"Identifier":"2"}"#];
            let catalogus = lees(&good);
            let ids: Vec<_> =
                catalogus.regels.iter().map(|regel| regel.tabel_id.as_str()).collect();
            assert_eq!(ids, ["85097NED", "2"], "{rij}");
            let [odd] = &catalogus.onleesbaar[..] else { panic!("{rij}") };
            assert_eq!(odd.tabel_id.as_ref().map_or("", TabelId::as_str), id, "{rij}");
            assert!(odd.waarom.starts_with(waarom), "{rij}: {}", odd.waarom);
        }
    }

    #[test]
    fn a_catalogue_without_tables_is_refused_in_words() {
        for (rijen, words) in [
            (&[][..], "the catalogue at https://cbs.test has no tables; what is known stays"),
            (
                &["7"],
                "the catalogue at https://cbs.test has no tables that can be read, only 1 odd",
            ),
        ] {
            let error = lees(rijen).gevuld("https://cbs.test").unwrap_err();
            assert_eq!(error.code(), "ZERO_ROWS");
            assert!(error.to_string().starts_with(words), "{error}");
        }
        assert!(lees(&[r#"{"Identifier":"1"}"#]).gevuld("").is_ok());
    }
}
