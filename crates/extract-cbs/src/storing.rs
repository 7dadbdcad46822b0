//! What a failed request tells.

use core::error::Error as _;

use reqwest::{Response, Url};
use serde_json::Value;

use crate::Error;
use crate::error::kort;

/// What is read of the body of a failure.
const MELDING_BYTES_MAX: usize = 16 * 1024;

/// What is repeated of the words of a server.
const MELDING_TEKENS_MAX: usize = 200;

/// A failure of the transport under its code.
pub(crate) fn vertaal(error: &reqwest::Error, url: &Url) -> Error {
    let keten = keten(error);
    let (code, what, may_pass) = if error.is_redirect() {
        ("HTTP_REDIRECT", format!("{keten}; set base_url to the new address"), false)
    } else if error.is_timeout() && !error.is_connect() {
        ("HTTP_TIMEOUT", "no answer, or no more of it, within the time".to_owned(), true)
    } else if error.is_timeout() {
        ("HTTP_TIMEOUT", "no connection within cbs.connect_seconds".to_owned(), true)
    } else if is_certificaat(&keten) {
        let hint = "if a proxy or firewall opens TLS, give its certificate in cbs.ca_file";
        ("HTTP_CONNECTION", format!("the certificate is not trusted: {keten}; {hint}"), false)
    } else if error.is_body() || error.is_decode() || keten.contains("before message completed") {
        ("BODY_CUT", format!("the connection ended in the answer: {keten}"), true)
    } else {
        ("HTTP_CONNECTION", format!("no connection: {keten}"), true)
    };
    let error = Error::new(code, what, url.as_str());
    if may_pass { error.transient() } else { error }
}

fn is_certificaat(keten: &str) -> bool {
    keten.contains("certificate") || keten.contains("UnknownIssuer")
}

/// The causes of a failure, the outermost left out: it repeats the address.
pub(crate) fn keten(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push(kort(&error.to_string(), MELDING_TEKENS_MAX));
        cause = error.source();
    }
    words.dedup();
    if words.is_empty() { "no cause given".to_owned() } else { words.join(": ") }
}

/// The words of a server in the body of a failure, when it is an `OData` error object.
pub(crate) async fn melding(mut answer: Response) -> Option<String> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.ok()? {
        body.extend_from_slice(&chunk);
        if body.len() > MELDING_BYTES_MAX {
            return None;
        }
    }
    let body: Value = serde_json::from_slice(&body).ok()?;
    let error = body.get("error").or_else(|| body.get("odata.error"))?;
    odata_melding(error)
}

/// The words in an error object of either protocol, at most 200 characters.
///
/// # Source
/// v4 `{"error": {"message": ".."}}`, v3 `{"odata.error": {"message": {"value": ".."}}}`; in no recording of CBS.
pub(crate) fn odata_melding(error: &Value) -> Option<String> {
    let message = error.get("message").unwrap_or(error);
    let text = message.get("value").unwrap_or(message).as_str()?;
    Some(kort(text.trim(), MELDING_TEKENS_MAX))
}
