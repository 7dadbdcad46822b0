//! `[cbs]` and the sources of kind `cbs`: how CBS is asked, and which part of which table.

mod bulk;
mod samen;

use core::time::Duration;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::Wet;
use domain::statline::{Gebiedscode, Periodecode, Protocol, TabelId};
use extract_cbs::{Gebiedskeuze, Periodekeuze};
use secrecy::{ExposeSecret, SecretString};

use super::check::{Section, path};
use super::error::Fault;
use super::raw::{RawCbs, RawJaar, RawSource};

pub(super) use samen::check_samen;

/// Years that a table of CBS may be about.
const JAREN: core::ops::RangeInclusive<i64> = 1800..=2200;

/// `[cbs]`: how every table of CBS is fetched.
#[derive(Debug, Clone)]
pub struct Cbs {
    /// Proxy; the URL may hold a password. `None`: no proxy.
    pub proxy: Option<SecretString>,
    /// PEM file with certificates that are trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Pages that are fetched at the same time, 1 to 5.
    pub connections: usize,
    /// Longest wait for a connection.
    pub connect: Duration,
    /// Longest silence while a page comes in.
    pub read: Duration,
    /// Longest time of a page as a whole.
    pub page: Duration,
    /// Attempts of one page.
    pub tries: u32,
    /// First wait between attempts.
    pub retry: Duration,
    /// Longest wait between attempts, whatever CBS asks.
    pub retry_max: Duration,
    /// Largest page, unpacked, in MB (2^20 bytes).
    pub page_mb_max: u64,
    /// Pages kept on disk, in MB (2^20 bytes); 0: none.
    pub cache_mb_max: u64,
    /// Largest file of a whole table, as it is sent, in MB (2^20 bytes).
    pub bulk_mb_max: u64,
    /// Who CBS may call; part of the user agent. May be empty.
    pub contact: String,
}

/// A table of `StatLine`, and which part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CbsSource {
    /// Table, as its catalogue writes it.
    pub table: TabelId,
    /// Protocol.
    pub protocol: Protocol,
    /// Address of its catalogue, without a slash at the end.
    pub base_url: String,
    /// Areas; empty: all.
    pub regions: Vec<Gebiedskeuze>,
    /// Periods.
    pub periods: Periodekeuze,
    /// Measures, by code or label; empty: all.
    pub measures: Vec<String>,
    /// Members of other dimensions, by code.
    pub dimensions: BTreeMap<String, Vec<String>>,
    /// Period of every cell of a table without periods, such as `2020JJ00`.
    pub period: Option<Periodecode>,
    /// Area of every cell of a table without areas, such as `NL01`.
    pub region: Option<Gebiedscode>,
    /// Which dimension is that of the areas, where there are several.
    pub region_dimension: Option<String>,
    /// Which dimension is that of the periods, where there are several.
    pub period_dimension: Option<String>,
    /// Year of the division into wijken and buurten.
    pub map_year: Option<i16>,
    /// Law that the figures are about.
    pub wet: Option<Wet>,
    /// Address of the file with the whole table, for its first load; `None`: always by pages.
    pub bulk: Option<String>,
}

pub(super) fn check_cbs(raw: RawCbs, base: &Path) -> Result<Cbs, Fault> {
    let section = Section::new("cbs");
    let seconds = |key, value, range, default| -> Result<Duration, Fault> {
        Ok(Duration::from_secs(section.number(key, value, range, default)?))
    };
    let ca_file = raw.ca_file.map(|file| path(section, "ca_file", Some(file), base)).transpose()?;
    let contact = raw.contact.unwrap_or_default().trim().to_owned();
    let is_plain = contact.len() <= 200
        && contact.bytes().all(|byte| matches!(byte, b' '..=b'~') && !b"()\\".contains(&byte));
    if !is_plain {
        let message =
            "at most 200 letters, digits and signs without (, ) and \\, such as an address";
        return Err(section.fault("contact", message));
    }
    let retry_ms = section.number("retry_ms", raw.retry_ms, (1, 60_000), 2_000)?;
    Ok(Cbs {
        proxy: raw.proxy.map(|proxy| check_proxy(section, proxy)).transpose()?.flatten(),
        ca_file,
        connections: section.number("connections", raw.connections, (1, 5), 4)?,
        connect: seconds("connect_seconds", raw.connect_seconds, (1, 120), 10)?,
        read: seconds("read_seconds", raw.read_seconds, (1, 600), 90)?,
        page: seconds("page_seconds", raw.page_seconds, (1, 3_600), 300)?,
        tries: section.number("tries", raw.tries, (1, 10), 8)?,
        retry: Duration::from_millis(retry_ms),
        retry_max: seconds("retry_seconds_max", raw.retry_seconds_max, (1, 3_600), 300)?,
        page_mb_max: section.number("page_mb_max", raw.page_mb_max, (1, 1_024), 128)?,
        cache_mb_max: section.number("cache_mb_max", raw.cache_mb_max, (0, 100_000), 2_000)?,
        bulk_mb_max: section.number("bulk_mb_max", raw.bulk_mb_max, (1, 1_000_000), 10_000)?,
        contact,
    })
}

/// An empty value is no proxy. The value may hold a password: it is not shown.
pub(super) fn check_proxy(
    section: Section,
    proxy: SecretString,
) -> Result<Option<SecretString>, Fault> {
    let text = proxy.expose_secret().trim();
    if text.is_empty() {
        return Ok(None);
    }
    let is_known = ["http://", "https://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    if is_known {
        return Ok(Some(proxy));
    }
    Err(section.fault("proxy", "must start with http:// or https://, such as http://proxy:3128"))
}

pub(super) fn check_cbs_source(section: Section, raw: RawSource) -> Result<CbsSource, Fault> {
    let words = [("v4", Protocol::V4), ("v3", Protocol::V3)];
    let protocol = section.word("protocol", raw.protocol, &words)?.unwrap_or(Protocol::V4);
    let table = section.require("table", raw.table)?.parse();
    let table: TabelId = table
        .map_err(|_| section.fault("table", "1 to 20 letters and digits, such as 85098NED"))?;
    let base_url = match raw.base_url {
        None => default_base_url(protocol).to_owned(),
        Some(url) => check_url(section, "base_url", &url)?,
    };
    let bulk_url = raw.bulk_url.map(|url| check_url(section, "bulk_url", &url)).transpose()?;
    let is_bulk = raw.bulk.unwrap_or(false);
    let bulk = bulk::check_bulk(section, is_bulk, bulk_url, (protocol, &base_url, &table))?;
    let region = raw.region.map(|code| {
        let form = "a code of an area, such as \"NL01\" or \"GM0344\"";
        match code.trim().parse() {
            Ok(region) if Gebiedscode::is_vorm(code.trim()) => Ok(region),
            _ => Err(section.fault("region", format!("`{code}` is not {form}"))),
        }
    });
    let periods = Periodekeuze {
        van: raw.from.map(|from| bound(section, "from", &from)).transpose()?,
        tot: raw.to.map(|to| bound(section, "to", &to)).transpose()?,
    };
    if let (Some(van), Some(tot)) = (&periods.van, &periods.tot)
        && jaar_van(van) > jaar_van(tot)
    {
        return Err(section.fault("to", format!("`{tot}` comes before `from`, {van}")));
    }
    Ok(CbsSource {
        table,
        protocol,
        base_url,
        regions: regions(section, &raw.regions.unwrap_or_default())?,
        periods,
        measures: filled(section, "measures", &raw.measures.unwrap_or_default())?,
        dimensions: dimensions(section, raw.dimensions.unwrap_or_default())?,
        period: raw.period.map(|period| vaste_periode(section, &period)).transpose()?,
        region: region.transpose()?,
        region_dimension: name(section, "region_dimension", raw.region_dimension)?,
        period_dimension: name(section, "period_dimension", raw.period_dimension)?,
        map_year: match raw.map_year {
            None => None,
            Some(year) => Some(section.number("map_year", Some(year), (1900, 2200), 0)?),
        },
        wet: section.word(
            "wet",
            raw.wet,
            &[("wmo", Wet::Wmo), ("jw", Wet::Jw), ("pw", Wet::Pw)],
        )?,
        bulk,
    })
}

/// An address, without a slash at the end; plain `http` only to this machine.
fn check_url(section: Section, key: &'static str, url: &str) -> Result<String, Fault> {
    let fault = |message: &str| section.fault(key, message);
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split('/').next().unwrap_or_default();
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "443"));
    if !matches!((scheme, host), ("https", _) | ("http", "127.0.0.1" | "localhost")) {
        return Err(fault("must start with https:// (http:// only to 127.0.0.1 or localhost)"));
    }
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/._~-".contains(&byte);
    let path = rest.get(authority.len()..).unwrap_or_default();
    let is_good = !host.is_empty()
        && host.bytes().all(is_host)
        && port.parse::<u16>().is_ok()
        && path.bytes().all(is_path);
    if !is_good {
        let form = "must be a host and a path, without a user, a query or blanks: \
                    https://datasets.cbs.nl/odata/v1/CBS";
        return Err(fault(form));
    }
    Ok(url.trim_end_matches('/').to_owned())
}

/// Where CBS serves a protocol.
pub const fn default_base_url(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::V3 => "https://opendata.cbs.nl",
        Protocol::V4 => "https://datasets.cbs.nl/odata/v1/CBS",
    }
}

fn regions(section: Section, wishes: &[String]) -> Result<Vec<Gebiedskeuze>, Fault> {
    wishes.iter().map(|wish| gebiedskeuze(section, wish)).collect()
}

fn gebiedskeuze(section: Section, wish: &str) -> Result<Gebiedskeuze, Fault> {
    let text = wish.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let code = |text: &str| text.parse::<Gebiedscode>().ok().map(|code| code.as_str().to_owned());
    let keuze = match (words.as_slice(), text.strip_suffix('*')) {
        ([first, second, gebied], _)
            if first.eq_ignore_ascii_case("gemeenten") && second.eq_ignore_ascii_case("van") =>
        {
            code(gebied).filter(|code| Gebiedscode::is_vorm(code)).map(Gebiedskeuze::GemeentenVan)
        }
        ([_], Some(begin)) if !begin.contains('*') => code(begin).map(Gebiedskeuze::Begin),
        ([_], None) if !text.contains('*') => code(text).map(Gebiedskeuze::Code),
        _ => None,
    };
    keuze.ok_or_else(|| {
        let form = "a code (\"GM0344\"), a beginning (\"GM*\") or \"gemeenten van PV26\"";
        section.fault("regions", format!("`{wish}` is not {form}"))
    })
}

/// A year, or the code of a period.
fn bound(section: Section, key: &'static str, value: &RawJaar) -> Result<String, Fault> {
    let text = value.text();
    let is_code = || text.len() == 8 && text.parse().is_ok_and(|code: Periodecode| jaar(&code));
    if is_year(&text) || is_code() {
        return Ok(text);
    }
    let form = "a year (2015) or a period of CBS (\"2015HJ02\")";
    Err(section.fault(key, format!("`{text}` is not {form}")))
}

fn vaste_periode(section: Section, value: &RawJaar) -> Result<Periodecode, Fault> {
    let text = value.text();
    let code = if is_year(&text) { format!("{text}JJ00") } else { text.clone() };
    let code = code.parse().ok().filter(|code: &Periodecode| jaar(code) && code.is_herkend());
    code.ok_or_else(|| {
        let form = "a year (2020) or a period of CBS (\"2020JJ00\")";
        section.fault("period", format!("`{text}` is not {form}"))
    })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: i64| JAREN.contains(&year))
}

fn jaar(code: &Periodecode) -> bool {
    code.jaar().is_some_and(|jaar| JAREN.contains(&i64::from(jaar)))
}

/// The four digits that a year and a code begin with.
fn jaar_van(text: &str) -> &str {
    text.get(..4).unwrap_or(text)
}

fn dimensions(
    section: Section,
    wishes: BTreeMap<String, Vec<String>>,
) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    let mut checked = BTreeMap::new();
    for (dimension, codes) in wishes {
        let codes = filled(section, "dimensions", &codes)?;
        if dimension.trim().is_empty() || codes.is_empty() {
            let form = "want a name with its codes: { Geslacht = [\"T001038\"] }";
            return Err(section.fault("dimensions", form));
        }
        checked.insert(dimension.trim().to_owned(), codes);
    }
    Ok(checked)
}

/// Texts without blanks around them, none of them empty.
fn filled(section: Section, key: &'static str, texts: &[String]) -> Result<Vec<String>, Fault> {
    let texts: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
    if texts.iter().any(String::is_empty) {
        return Err(section.fault(key, "an empty text in the list"));
    }
    Ok(texts)
}

fn name(
    section: Section,
    key: &'static str,
    text: Option<String>,
) -> Result<Option<String>, Fault> {
    match text {
        Some(text) if text.trim().is_empty() => Err(section.fault(key, "an empty name")),
        text => Ok(text.map(|text| text.trim().to_owned())),
    }
}

#[cfg(test)]
mod tests;
