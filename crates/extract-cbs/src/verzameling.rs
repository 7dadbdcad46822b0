//! Small collections and singletons: metadata, read whole.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::error::kort;
use crate::link::{Stap, Volger};
use crate::storing::odata_melding;
use crate::{Client, Error};

/// Rows of one collection: the catalogue has about 6,000, the longest list of codes about 17,000.
const RIJEN_MAX: u64 = 1_000_000;

/// What is around the rows; other fields are not for us.
#[derive(Deserialize)]
struct Envelop<'b> {
    #[serde(borrow)]
    value: Option<&'b RawValue>,
    #[serde(rename = "@odata.nextLink", alias = "odata.nextLink")]
    volgende: Option<String>,
    #[serde(rename = "@odata.count", alias = "odata.count")]
    aantal: Option<Telling>,
    #[serde(borrow, alias = "odata.error")]
    error: Option<&'b RawValue>,
}

/// A count: a number in v4, a text in v3.
#[derive(Deserialize)]
#[serde(untagged)]
enum Telling {
    Getal(u64),
    Tekst(String),
}

impl Telling {
    fn getal(&self) -> Option<u64> {
        match self {
            Self::Getal(getal) => Some(*getal),
            Self::Tekst(tekst) => tekst.trim().parse().ok(),
        }
    }
}

/// One page of a collection.
struct Bladzij<T> {
    rijen: Vec<T>,
    volgende: Option<String>,
    aantal: Option<u64>,
}

/// Reads all rows of a collection of either protocol: follows its next links, on the same host, without a loop. An
/// empty collection is one: whether that can be is for the caller to say.
pub(crate) async fn haal_verzameling<T: DeserializeOwned + Send>(
    client: &Client,
    adres: &str,
) -> Result<Vec<T>, Error> {
    let mut volger = Volger::mag_leeg();
    let mut rijen = Vec::new();
    let mut here = adres.to_owned();
    loop {
        let lees = |body: &[u8]| lees_bladzij::<T>(body, &here);
        let page = client.haal(&here, &lees).await?;
        let stap = Stap {
            adres: &here,
            rijen: u64::try_from(page.rijen.len()).unwrap_or(u64::MAX),
            dubbel: 0,
            aantal: page.aantal,
            link: page.volgende.as_deref(),
        };
        let next = volger.stap(stap, RIJEN_MAX)?;
        rijen.extend(page.rijen);
        match next {
            Some(next) => here = next,
            None => return Ok(rijen),
        }
    }
}

/// Reads one page of a collection, whatever comes behind it: a question whether it is there.
pub(crate) async fn proef_bladzij(client: &Client, adres: &str) -> Result<(), Error> {
    let lees = |body: &[u8]| lees_bladzij::<serde::de::IgnoredAny>(body, adres).map(|_| ());
    client.haal(adres, &lees).await
}

/// Reads a singleton: one object that is the body itself (v4 `Properties`).
pub(crate) async fn haal_object<T: DeserializeOwned + Send>(
    client: &Client,
    adres: &str,
) -> Result<T, Error> {
    client.haal(adres, &|body: &[u8]| lees_object(body, adres)).await
}

/// Reads only the count of a page: what `$count=true&$top=1` asks for.
pub(crate) async fn haal_aantal(client: &Client, adres: &str) -> Result<u64, Error> {
    let lees = |body: &[u8]| {
        let envelop = lees_envelop(body, adres)?;
        envelop.aantal.as_ref().and_then(Telling::getal).ok_or_else(|| {
            let what = "the answer holds no @odata.count, so its rows cannot be proved complete";
            Error::new("ODATA_SHAPE", what, adres)
        })
    };
    client.haal(adres, &lees).await
}

fn lees_bladzij<T: DeserializeOwned>(body: &[u8], adres: &str) -> Result<Bladzij<T>, Error> {
    let envelop = lees_envelop(body, adres)?;
    let value = envelop.value.map_or("null", RawValue::get);
    if !value.starts_with('[') {
        let what = match value.bytes().next() {
            Some(b'n') => "`value` is missing or null: that is not the same as no rows",
            Some(b'{') => "`value` is an object instead of a list of rows",
            _ => "`value` is no list of rows",
        };
        return Err(Error::new("ODATA_SHAPE", what, adres));
    }
    let rijen = serde_json::from_str(value).map_err(|error| json_fout(&error, adres))?;
    let volgende = envelop.volgende.filter(|link| !link.is_empty());
    Ok(Bladzij { rijen, volgende, aantal: envelop.aantal.as_ref().and_then(Telling::getal) })
}

fn lees_object<T: DeserializeOwned>(body: &[u8], adres: &str) -> Result<T, Error> {
    let text = lees_tekst(body, adres)?;
    lees_envelop_tekst(text, adres)?;
    serde_json::from_str(text).map_err(|error| json_fout(&error, adres))
}

fn lees_envelop<'b>(body: &'b [u8], adres: &str) -> Result<Envelop<'b>, Error> {
    lees_envelop_tekst(lees_tekst(body, adres)?, adres)
}

fn lees_envelop_tekst<'b>(text: &'b str, adres: &str) -> Result<Envelop<'b>, Error> {
    if text.trim_start().starts_with('[') {
        let what = "the body is a list instead of an object";
        return Err(Error::new("ODATA_SHAPE", what, adres));
    }
    let envelop: Envelop<'b> =
        serde_json::from_str(text).map_err(|error| json_fout(&error, adres))?;
    let Some(error) = envelop.error else {
        return Ok(envelop);
    };
    let told = serde_json::from_str(error.get()).ok().and_then(|error| odata_melding(&error));
    let told = told.unwrap_or_else(|| "without words".to_owned());
    Err(Error::new("ODATA_ERROR", format!("the server answers with an error: {told}"), adres))
}

fn lees_tekst<'b>(body: &'b [u8], adres: &str) -> Result<&'b str, Error> {
    let invalid = |what: &str| Error::new("JSON_INVALID", what, adres);
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = core::str::from_utf8(body)
        .map_err(|error| invalid(&format!("no UTF-8 at byte {}", error.valid_up_to())))?;
    match text.trim_start().bytes().next() {
        None => Err(invalid("the body is empty")),
        Some(b'<') => Err(invalid("the body is HTML or XML, such as a maintenance page")),
        Some(_) => Ok(text),
    }
}

/// What serde tells, under its code.
fn json_fout(error: &serde_json::Error, adres: &str) -> Error {
    let told = kort(&error.to_string(), 200);
    let (code, what) = match error.classify() {
        Category::Eof => ("JSON_INVALID", format!("the body was cut: {told}")),
        Category::Syntax | Category::Io => ("JSON_INVALID", format!("no JSON: {told}")),
        Category::Data if told.starts_with("duplicate field") => ("JSON_DUPLICATE_KEY", told),
        Category::Data if told.starts_with("missing field") => ("ODATA_FIELD", told),
        Category::Data => ("ODATA_SHAPE", told),
    };
    Error::new(code, what, adres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Rij {
        key: String,
        title: Option<String>,
    }

    fn check(body: &str) -> String {
        match lees_bladzij::<Rij>(body.as_bytes(), "https://x.test/") {
            Ok(page) => {
                let keys: Vec<_> = page.rijen.into_iter().map(|rij| rij.key).collect();
                format!("{keys:?} {:?} {:?}", page.volgende, page.aantal)
            }
            Err(error) => error.code().to_owned(),
        }
    }

    #[test]
    fn a_page_of_either_protocol_is_read_or_refused_by_name() {
        for (body, expect) in [
            (r#"{"value":[{"Key":"a","X":1}]}"#, r#"["a"] None None"#),
            ("\u{feff}{\"value\":[]}", "[] None None"),
            (r#"{"value":[],"@odata.nextLink":"b","@odata.count":7}"#, r#"[] Some("b") Some(7)"#),
            (r#"{"odata.count":"7","value":[],"odata.nextLink":"b"}"#, r#"[] Some("b") Some(7)"#),
            (r#"{"value":[],"@odata.nextLink":null}"#, "[] None None"),
            (r#"{"value":[],"@odata.nextLink":""}"#, "[] None None"),
            ("", "JSON_INVALID"),
            (" \r\n", "JSON_INVALID"),
            ("<!DOCTYPE html><html>", "JSON_INVALID"),
            (r#"{"value":[{"Key":"a"}"#, "JSON_INVALID"),
            (r#"{"value":[]} x"#, "JSON_INVALID"),
            (r#"{"value":[{"Key":NaN}]}"#, "JSON_INVALID"),
            (r#"{"value":null}"#, "ODATA_SHAPE"),
            (r"{}", "ODATA_SHAPE"),
            (r#"{"value":{}}"#, "ODATA_SHAPE"),
            (r#"{"value":"x"}"#, "ODATA_SHAPE"),
            (r#"[{"Key":"a"}]"#, "ODATA_SHAPE"),
            (r#""x""#, "ODATA_SHAPE"),
            (r#"{"value":[],"@odata.nextLink":5}"#, "ODATA_SHAPE"),
            (r#"{"value":[{"Key":5}]}"#, "ODATA_SHAPE"),
            (r#"{"value":[{"Title":"t"}]}"#, "ODATA_FIELD"),
            (r#"{"value":[{"Key":"a","Key":"b"}]}"#, "JSON_DUPLICATE_KEY"),
            (r#"{"value":[],"value":[]}"#, "JSON_DUPLICATE_KEY"),
            (r#"{"error":{"code":"x","message":"no such thing"}}"#, "ODATA_ERROR"),
            (r#"{"odata.error":{"message":{"lang":"nl","value":"weg"}}}"#, "ODATA_ERROR"),
            (r#"{"error":{}}"#, "ODATA_ERROR"),
        ] {
            assert_eq!(check(body), expect, "{body}");
        }
        let deep = format!("{{\"value\":[{{\"Key\":{}", "[".repeat(5_000));
        assert_eq!(check(&deep), "JSON_INVALID");
        let invalid = lees_bladzij::<Rij>(b"{\"value\":[\"\xff\"]}", "").map(|_| ()).unwrap_err();
        assert_eq!(invalid.code(), "JSON_INVALID");
    }

    #[test]
    fn a_singleton_is_the_body() {
        let read = |body: &str| lees_object::<Rij>(body.as_bytes(), "");
        assert_eq!(read(r#"{"Key":"a","@odata.context":"x"}"#).unwrap().key, "a");
        for (body, code) in [
            (r#"{"error":{"message":"weg"}}"#, "ODATA_ERROR"),
            (r#"{"Title":"a"}"#, "ODATA_FIELD"),
            ("[]", "ODATA_SHAPE"),
            ("<html>", "JSON_INVALID"),
        ] {
            assert_eq!(read(body).unwrap_err().code(), code, "{body}");
        }
        let told = read(r#"{"error":{"message":"weg\u0007"}}"#).unwrap_err().to_string();
        assert_eq!(told, "the server answers with an error: weg ");
    }

    #[test]
    fn words_of_a_server_are_short() {
        let long = format!(r#"{{"error":{{"message":"{}"}}}}"#, "x".repeat(900));
        let told = lees_object::<Rij>(long.as_bytes(), "").unwrap_err().to_string();
        assert!(told.len() < 260, "{told}");
    }
}
