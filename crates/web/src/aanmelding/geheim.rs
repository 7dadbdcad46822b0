//! Random tokens, their hashes, and the cookies that carry them.

use axum::http::{HeaderMap, HeaderValue, header};
use load::aanmelding::Hash;
use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use subtle::ConstantTimeEq;

use crate::Fout;

/// Holds the token of a session. `__Host-`: only this host sets it, only over TLS or on the machine itself.
pub(crate) const SESSIE: &str = "__Host-sluis";
/// Holds the token of a browser that is about to sign in.
pub(crate) const BEGIN: &str = "__Host-sluis-begin";

/// 32 random bytes as 64 hexadecimal digits.
pub(crate) fn nieuw() -> Result<String, Fout> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Fout::GeenToeval)?;
    Ok(hex(&bytes))
}

/// Two digits a byte.
fn hex(bytes: &[u8]) -> String {
    use core::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 of `text` for one purpose: a hash for another purpose never equals it.
pub(crate) fn hash(doel: &str, text: &str) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(doel.as_bytes());
    context.update(b"\0");
    context.update(text.as_bytes());
    let mut hash = Hash::default();
    for (to, from) in hash.iter_mut().zip(context.finish().as_ref()) {
        *to = *from;
    }
    hash
}

/// The hash under which a session stands in the database.
pub(crate) fn sessie_hash(token: &str) -> Hash {
    hash("sessie", token)
}

/// The token for the forms of somebody who is not signed in yet: it follows from their cookie.
pub(crate) fn begin_csrf(token: &str) -> String {
    hex(&hash("csrf", token))
}

/// Whether two texts are equal, without telling by its time where they differ.
pub(crate) fn is_gelijk(een: &str, ander: &str) -> bool {
    een.as_bytes().ct_eq(ander.as_bytes()).into()
}

/// The token in the cookie of this name: only one that can be ours.
pub(crate) fn lees_cookie(headers: &HeaderMap, naam: &str) -> Option<String> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == naam)
        .map(|(_, value)| value);
    let token = found.next()?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_ours = token.len() == 64 && token.bytes().all(is_hex) && found.next().is_none();
    is_ours.then(|| token.to_owned())
}

/// A header that sets a cookie until the browser closes.
pub(crate) fn zet_cookie(naam: &str, token: &str) -> Option<HeaderValue> {
    // Digits and our own names: always a header value.
    format!("{naam}={token}; Path=/; Secure; HttpOnly; SameSite=Lax").parse().ok()
}

/// A header that takes a cookie away.
pub(crate) fn wis_cookie(naam: &str) -> Option<HeaderValue> {
    format!("{naam}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_whole_token_is_read_from_cookies() {
        let token = nieuw().unwrap();
        assert_ne!(token, nieuw().unwrap());
        let good = format!("a=b; {SESSIE}={token}; {BEGIN}=x");
        for (line, expect) in [
            (good.clone(), Some(token.clone())),
            (format!("{good}; {SESSIE}={token}"), None),
            (format!("{SESSIE}={token}0"), None),
            (format!("sluis={token}"), None),
            (String::new(), None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, line.parse().unwrap());
            assert_eq!(lees_cookie(&headers, SESSIE), expect, "{line}");
        }
    }

    #[test]
    fn a_hash_is_for_one_purpose() {
        assert_ne!(hash("sessie", "x"), hash("csrf", "x"));
        assert_ne!(hash("a", "bc"), hash("ab", "c"));
        assert!(is_gelijk("abc", "abc") && !is_gelijk("abc", "abd") && !is_gelijk("abc", "ab"));
    }
}
