//! What is around the rows of a page: the same in both protocols, but for the names.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::fout::Fout;
use super::{syntaxis, veld};

/// Longest message of an error object that is repeated, in characters.
const MELDING_MAX: usize = 200;

/// What the envelope tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Kop {
    /// The next link, as it stands; `None`: none.
    pub(super) volgende: Option<String>,
    /// The count that was asked for.
    pub(super) aantal: Option<u64>,
}

/// What takes the rows of a page, one by one.
pub(super) trait Rijen {
    /// Takes a row: the outer error is of the JSON, the inner one of what it says.
    fn neem<'de, A: MapAccess<'de>>(&mut self, rij: A) -> Result<Result<(), Fout>, A::Error>;

    /// Number of rows that were begun.
    fn begonnen(&self) -> u32;
}

/// Reads an envelope and hands its rows over.
///
/// # Errors
/// `JSON_INVALID` before anything else, `ODATA_ERROR`, `ODATA_SHAPE`, `JSON_DUPLICATE_KEY`, and what `rijen` refuses.
pub(super) fn lees_envelop<R: Rijen>(body: &[u8], rijen: &mut R) -> Result<Kop, Fout> {
    let mut staat = Staat::default();
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = json.deserialize_any(EnvelopVisitor { staat: &mut staat, rijen });
    let error = read.and_then(|()| json.end()).err();
    if error.is_none() && staat.fout.is_none() && staat.melding.is_none() && staat.heeft_rijen {
        return Ok(staat.kop);
    }
    syntaxis::toets(body)?;
    if let Some(melding) = staat.melding {
        let what = format!("CBS answered with an error in place of data: {melding}");
        return Err(Fout::new("ODATA_ERROR", what));
    }
    Err(match (staat.fout, error) {
        (Some(fout), _) => fout,
        (None, Some(error)) if error.is_data() => staat.waar.fout(rijen.begonnen()),
        (None, Some(error)) => syntaxis::woorden(body, &error),
        (None, None) => vorm("there is no `value`, which is not the same as no rows"),
    })
}

fn vorm(what: &str) -> Fout {
    Fout::new("ODATA_SHAPE", format!("this is no page of OData: {what}"))
}

/// Where the reader is: tells what a value of the wrong kind was meant to be.
#[derive(Debug, Default, Clone, Copy)]
enum Waar {
    #[default]
    Envelop,
    Waarden,
    Rij,
}

impl Waar {
    fn fout(self, begonnen: u32) -> Fout {
        match self {
            Self::Envelop => vorm("it is not an object"),
            Self::Waarden => vorm("`value` is not an array"),
            Self::Rij => {
                let nummer = begonnen.saturating_add(1);
                let what = format!("row {nummer} of the page is not an object");
                Fout::new("TYPE_MISMATCH", what)
            }
        }
    }
}

#[derive(Debug, Default)]
struct Staat {
    waar: Waar,
    kop: Kop,
    heeft_rijen: bool,
    heeft_link: bool,
    heeft_aantal: bool,
    melding: Option<String>,
    fout: Option<Fout>,
}

impl Staat {
    /// Keeps the first refusal, and stops the reader.
    fn stop<E: serde::de::Error>(&mut self, fout: Fout) -> E {
        self.fout.get_or_insert(fout);
        E::custom("refused")
    }
}

struct EnvelopVisitor<'a, R> {
    staat: &'a mut Staat,
    rijen: &'a mut R,
}

impl<'de, R: Rijen> Visitor<'de> for EnvelopVisitor<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { staat, rijen } = self;
        while let Some(key) = map.next_key::<String>()? {
            let is_again = match &*key {
                "value" => core::mem::replace(&mut staat.heeft_rijen, true),
                "@odata.nextLink" | "odata.nextLink" => {
                    core::mem::replace(&mut staat.heeft_link, true)
                }
                "@odata.count" | "odata.count" => core::mem::replace(&mut staat.heeft_aantal, true),
                _ => false,
            };
            if is_again {
                let what = format!("`{key}` stands twice in the page");
                return Err(staat.stop(Fout::new("JSON_DUPLICATE_KEY", what)));
            }
            match &*key {
                "value" => {
                    staat.waar = Waar::Waarden;
                    map.next_value_seed(Waarden { staat, rijen: &mut *rijen })?;
                    staat.waar = Waar::Envelop;
                }
                "@odata.nextLink" | "odata.nextLink" => match link(map.next_value()?) {
                    Ok(link) => staat.kop.volgende = link,
                    Err(fout) => return Err(staat.stop(fout)),
                },
                "@odata.count" | "odata.count" => match aantal(&map.next_value()?) {
                    Ok(aantal) => staat.kop.aantal = aantal,
                    Err(fout) => return Err(staat.stop(fout)),
                },
                "error" | "odata.error" => staat.melding = melding(&map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

fn link(scalar: veld::Scalar<'_>) -> Result<Option<String>, Fout> {
    match scalar {
        veld::Scalar::Null => Ok(None),
        veld::Scalar::Tekst(text) => {
            Ok(Some(text.into_owned()).filter(|text| !text.trim().is_empty()))
        }
        _ => Err(vorm("the next link is not a text")),
    }
}

/// A number; v3 writes it between quotes.
fn aantal(scalar: &veld::Scalar<'_>) -> Result<Option<u64>, Fout> {
    let found = match scalar {
        veld::Scalar::Null => return Ok(None),
        veld::Scalar::Tekst(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().ok()
        }
        veld::Scalar::Geheel(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    found.map(Some).ok_or_else(|| vorm("the count is not a number"))
}

/// The message of an error object; `None` when it is null.
///
/// # Source
/// v4 `{"code", "message"}`, v3 `{"code", "message": {"lang", "value"}}`; no error body of CBS was ever recorded.
fn melding(error: &Value) -> Option<String> {
    if error.is_null() {
        return None;
    }
    let message = error.get("message").unwrap_or(error);
    let message = message.get("value").unwrap_or(message);
    let text = message.as_str().map_or_else(|| message.to_string(), str::to_owned);
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    Some(plain.take(MELDING_MAX).collect())
}

struct Waarden<'a, R> {
    staat: &'a mut Staat,
    rijen: &'a mut R,
}

impl<'de, R: Rijen> DeserializeSeed<'de> for Waarden<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: Rijen> Visitor<'de> for Waarden<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { staat, rijen } = self;
        staat.waar = Waar::Rij;
        while let Some(()) =
            seq.next_element_seed(Rij { staat: &mut *staat, rijen: &mut *rijen })?
        {}
        Ok(())
    }
}

struct Rij<'a, R> {
    staat: &'a mut Staat,
    rijen: &'a mut R,
}

impl<'de, R: Rijen> DeserializeSeed<'de> for Rij<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: Rijen> Visitor<'de> for Rij<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let Self { staat, rijen } = self;
        rijen.neem(map)?.map_err(|fout| staat.stop(fout))
    }
}
