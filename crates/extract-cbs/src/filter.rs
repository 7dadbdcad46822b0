//! A selection as the address of its rows.

use core::fmt::Write as _;

use domain::statline::{Dimensie, Keuze, Protocol, Tabel};

use crate::Endpoint;

/// From how many codes with the same two letters, all that there are, one `startswith` stands for them: `GM*`.
const BEGIN_CODES_MIN: usize = 20;

/// Longest `$select` that is worth its length: without it all columns come.
const SELECT_TEKENS_MAX: usize = 1_000;

/// Which entity set holds the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rijenbron {
    /// v4.
    Observations,
    /// v3, all text: with the reasons of empty cells.
    Untyped,
    /// v3, numbers: an empty cell has no reason.
    Typed,
}

impl Rijenbron {
    const fn naam(self) -> &'static str {
        match self {
            Self::Observations => "Observations",
            Self::Untyped => "UntypedDataSet",
            Self::Typed => "TypedDataSet",
        }
    }
}

/// Address of a table; an entity set may stand behind it.
pub(crate) fn tabel_adres(endpoint: &Endpoint, tabel_id: &str) -> String {
    let base_url = endpoint.base_url.trim_end_matches('/');
    match endpoint.protocol {
        Protocol::V4 => format!("{base_url}/{tabel_id}"),
        Protocol::V3 => format!("{base_url}/ODataFeed/odata/{tabel_id}"),
    }
}

/// Address of the rows of a selection, percent-encoded as it is sent: its length is the real one.
pub(crate) fn rijen_adres(
    endpoint: &Endpoint,
    tabel: &Tabel,
    bron: Rijenbron,
    keuze: &Keuze,
) -> String {
    let mut adres = format!("{}/{}", tabel_adres(endpoint, tabel.tabel_id.as_str()), bron.naam());
    let mut options = Vec::new();
    if tabel.protocol == Protocol::V3 {
        options.push("$format=json".to_owned());
    }
    let filter = filter(tabel, keuze);
    if !filter.is_empty() {
        options.push(format!("$filter={}", procent(&filter)));
    }
    options.extend(select(tabel, keuze).filter(|text| text.len() <= SELECT_TEKENS_MAX));
    for (nummer, option) in options.iter().enumerate() {
        adres.push(if nummer == 0 { '?' } else { '&' });
        adres.push_str(option);
    }
    adres
}

/// Address that tells the number of rows of a selection and costs the server one of them.
///
/// # Source
/// v4 only: the v3 server ignores `$filter` in `$count`.
pub(crate) fn telling_adres(adres: &str) -> String {
    let join = if adres.contains('?') { '&' } else { '?' };
    format!("{adres}{join}$count=true&$top=1")
}

/// The columns of a v3 selection of measures; in v4 measures are rows.
fn select(tabel: &Tabel, keuze: &Keuze) -> Option<String> {
    let wanted = keuze.onderwerpen.as_ref().filter(|_| tabel.protocol == Protocol::V3)?;
    let dimensies = tabel.dimensies.iter().map(|dimensie| &*dimensie.naam);
    let topics =
        wanted.iter().filter_map(|plek| tabel.onderwerpen.get(usize::try_from(*plek).ok()?));
    let names = dimensies.chain(topics.map(|onderwerp| &*onderwerp.code));
    Some(names.fold("$select=ID".to_owned(), |text, naam| text + "," + &procent(naam)))
}

/// The filter in words of the protocol; empty when nothing is left out.
pub(crate) fn filter(tabel: &Tabel, keuze: &Keuze) -> String {
    let mut terms: Vec<String> = Vec::new();
    for (dimensie, wanted) in tabel.dimensies.iter().zip(&keuze.dimensies) {
        if let Some(wanted) = wanted {
            terms.push(dimensie_filter(tabel.protocol, dimensie, wanted));
        }
    }
    if let Some(wanted) = keuze.onderwerpen.as_ref().filter(|_| tabel.protocol == Protocol::V4) {
        let codes =
            wanted.iter().filter_map(|plek| tabel.onderwerpen.get(usize::try_from(*plek).ok()?));
        let codes: Vec<_> = codes.map(|onderwerp| &*onderwerp.code).collect();
        terms.push(een_van("Measure", &codes));
    }
    terms.join(" and ")
}

fn dimensie_filter(protocol: Protocol, dimensie: &Dimensie, wanted: &[u32]) -> String {
    let codes = wanted.iter().filter_map(|plek| dimensie.codes.get(usize::try_from(*plek).ok()?));
    let mut keys: Vec<&str> = codes.map(|code| &*code.sleutel).collect();
    let mut terms = Vec::new();
    for begin in volle_groepen(dimensie, &keys) {
        keys.retain(|key| !key.starts_with(begin));
        terms.push(format!("startswith({},'{begin}')", dimensie.naam));
    }
    match protocol {
        Protocol::V4 if keys.is_empty() => {}
        Protocol::V4 => terms.push(een_van(&dimensie.naam, &keys)),
        // v3 has no `in`, and keys carry their padding.
        Protocol::V3 => {
            terms.extend(keys.iter().map(|key| format!("{} eq '{}'", dimensie.naam, quote(key))));
        }
    }
    match terms.as_slice() {
        [one] if protocol == Protocol::V4 => one.clone(),
        terms => format!("({})", terms.join(" or ")),
    }
}

/// Two-letter prefixes of which all keys of the dimension are wanted, when they are many.
fn volle_groepen<'d>(dimensie: &'d Dimensie, keys: &[&'d str]) -> Vec<&'d str> {
    let begin = |key: &'d str| {
        key.get(..2).filter(|text| text.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    let mut groups: Vec<&str> = keys.iter().filter_map(|key| begin(key)).collect();
    groups.sort_unstable();
    let mut full = Vec::new();
    for group in groups.chunk_by(|one, two| one == two) {
        let Some(text) = group.first() else { continue };
        let all = dimensie.codes.iter().filter(|code| code.sleutel.starts_with(text)).count();
        if group.len() >= BEGIN_CODES_MIN && group.len() == all {
            full.push(*text);
        }
    }
    full
}

fn een_van(naam: &str, codes: &[&str]) -> String {
    if let [one] = codes {
        return format!("{naam} eq '{}'", quote(one));
    }
    let list: Vec<_> = codes.iter().map(|code| format!("'{}'", quote(code))).collect();
    format!("{naam} in ({})", list.join(","))
}

/// A text between quotes: a quote in it is doubled.
fn quote(text: &str) -> String {
    text.replace('\'', "''")
}

/// Percent-encodes what may not stand in a query, and `'`, which an URL parser would encode anyway.
fn procent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~(),:@/$*".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
