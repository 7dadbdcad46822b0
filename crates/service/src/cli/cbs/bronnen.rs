//! Which source, table and catalogue a command is about.

use core::time::Duration;

use domain::statline::{Protocol, TabelId};
use extract_cbs::{Bron, Client, Endpoint};
use load::statline::Vindplaats;

use super::fout::failure;
use crate::cli::args::{CbsPlace, CbsProtocol};
use crate::cli::exit::Failure;
use crate::config::{CbsSource, Config, SourceKind, default_base_url};

/// Attempts of a request at most.
const TRIES_MAX: u32 = 3;

/// First wait between attempts at most.
const RETRY_MAX: Duration = Duration::from_secs(1);

/// A configured source of kind cbs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gekozen<'c> {
    /// Its name.
    pub(super) naam: &'c str,
    /// What it asks.
    pub(super) bron: &'c CbsSource,
}

/// Every configured source of kind cbs.
pub(super) fn alle(config: &Config) -> impl Iterator<Item = Gekozen<'_>> {
    config.sources.iter().filter_map(|source| match &source.kind {
        SourceKind::Cbs(bron) => Some(Gekozen { naam: &source.name, bron }),
        _ => None,
    })
}

/// The sources that a name or the id of a table means: one of that name, else all of that table.
pub(super) fn van<'c>(config: &'c Config, gevraagd: &str) -> Vec<Gekozen<'c>> {
    let met_naam: Vec<Gekozen<'_>> = alle(config).filter(|bron| bron.naam == gevraagd).collect();
    if !met_naam.is_empty() {
        return met_naam;
    }
    let is_tabel = |bron: &Gekozen<'_>| bron.bron.table.as_str().eq_ignore_ascii_case(gevraagd);
    alle(config).filter(is_tabel).collect()
}

/// The one source that a name or the id of a table means.
///
/// # Errors
/// A usage error that lists the sources there are.
pub(super) fn een<'c>(config: &'c Config, gevraagd: &str) -> Result<Gekozen<'c>, Failure> {
    let gevonden = van(config, gevraagd);
    if let [een] = gevonden.as_slice() {
        return Ok(*een);
    }
    if !gevonden.is_empty() {
        return Err(Failure::usage(
            format!("{} sources load table {gevraagd}; nothing was done", gevonden.len()),
            format!("name one of them: {}", namen(&mut gevonden.into_iter())),
        ));
    }
    let what = format!("no source of kind cbs is called `{gevraagd}` or loads that table");
    Err(onbekend(config, &format!("{what}; nothing was done")))
}

/// A usage error that lists the sources there are.
fn onbekend(config: &Config, what: &str) -> Failure {
    let bekend = namen(&mut alle(config));
    let hint = if bekend.is_empty() {
        "add a [[source]] of kind cbs to the configuration; config/sluis.toml has examples"
            .to_owned()
    } else {
        format!("sources of kind cbs: {bekend}")
    };
    Failure::usage(what, hint)
}

/// Names of sources, each with its table.
fn namen(bronnen: &mut dyn Iterator<Item = Gekozen<'_>>) -> String {
    let namen: Vec<String> =
        bronnen.map(|bron| format!("{} ({})", bron.naam, bron.bron.table)).collect();
    namen.join(", ")
}

/// The catalogue that a command is about: named, else that of `bron`, else of CBS itself.
pub(super) fn plaats(place: &CbsPlace, bron: Option<&CbsSource>) -> Result<Endpoint, Failure> {
    let named = place.protocol.map(CbsProtocol::protocol);
    let configured = bron.map(|bron| bron.protocol);
    let protocol = named.or(configured).unwrap_or(Protocol::V4);
    let base_url = match (&place.base_url, bron) {
        (Some(url), _) => check_url(url)?,
        (None, Some(bron)) if bron.protocol == protocol => bron.base_url.clone(),
        (None, _) => default_base_url(protocol).to_owned(),
    };
    Ok(Endpoint { protocol, base_url })
}

/// The stored catalogue that holds a table of which nothing is configured: that of CBS over v4 before any other.
pub(super) fn vindplaats(config: &Config, plaatsen: &[Vindplaats]) -> Option<Endpoint> {
    let protocol = |plaats: &Vindplaats| match plaats.protocol.as_deref() {
        Some("v3") => Some(Protocol::V3),
        Some("v4") => Some(Protocol::V4),
        _ => {
            let mut bronnen = alle(config);
            let bron = bronnen.find(|gekozen| gekozen.bron.base_url == plaats.base_url);
            bron.map(|gekozen| gekozen.bron.protocol)
        }
    };
    let endpoints = plaatsen.iter().filter_map(|plaats| {
        Some(Endpoint { protocol: protocol(plaats)?, base_url: plaats.base_url.clone() })
    });
    endpoints.min_by_key(|endpoint| {
        let is_default = endpoint.base_url == default_base_url(Protocol::V4);
        (!is_default, endpoint.protocol != Protocol::V4)
    })
}

/// The catalogues of the configuration, each once; without any that of CBS over v4.
pub(super) fn catalogi(config: &Config) -> Vec<Endpoint> {
    let mut endpoints: Vec<Endpoint> = Vec::new();
    for Gekozen { bron, .. } in alle(config) {
        let endpoint = Endpoint { protocol: bron.protocol, base_url: bron.base_url.clone() };
        if !endpoints.contains(&endpoint) {
            endpoints.push(endpoint);
        }
    }
    if endpoints.is_empty() {
        let protocol = Protocol::V4;
        endpoints.push(Endpoint { protocol, base_url: default_base_url(protocol).to_owned() });
    }
    endpoints
}

/// The rule of the configuration, in short: what it refuses may not come in by an argument either.
fn check_url(url: &str) -> Result<String, Failure> {
    let local = ["http://127.0.0.1", "http://localhost"].iter().any(|host| {
        url.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    });
    let is_secure = url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !b"@?#\\".contains(&byte));
    if is_plain && (local || is_secure) {
        return Ok(url.trim_end_matches('/').to_owned());
    }
    Err(Failure::usage(
        "--base-url must start with https:// (http:// only to 127.0.0.1 or localhost)",
        "such as https://datasets.cbs.nl/odata/v1/CBS or https://dataderden.cbs.nl",
    ))
}

/// A catalogue that can be asked.
pub(super) fn open(client: &Client, endpoint: &Endpoint) -> Bron {
    Bron::new(endpoint.clone(), client.clone())
}

/// An id of a table as it was typed. Every table of CBS has digits in its id: what has none is a name, of no source.
pub(super) fn tabel_id(config: &Config, text: &str) -> Result<TabelId, Failure> {
    let parsed = text.parse().ok();
    parsed.filter(|_| text.bytes().any(|byte| byte.is_ascii_digit())).ok_or_else(|| {
        let what = format!(
            "there is no source of kind cbs called `{text}`, and it is no id of a table (such as 85098NED; \
             `sluis cbs search TERM` finds them)"
        );
        onbekend(config, &what)
    })
}

/// The client of the configuration, with the patience of somebody who waits for an answer: a night has more.
pub(super) async fn client(config: &Config) -> Result<Client, Failure> {
    let mut cbs = config.cbs.clone();
    cbs.tries = cbs.tries.min(TRIES_MAX);
    cbs.retry = cbs.retry.min(RETRY_MAX);
    crate::job::cbs::client(&cbs).await.map_err(failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(sources: &str) -> Config {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sluis.toml");
        let text = format!(
            "[database]\nurl = \"embedded\"\n[paths]\ndata_dir = \"var\"\n[privacy]\n\
             key_file = \"key\"\n{sources}"
        );
        std::fs::write(&file, text).unwrap();
        crate::config::load(&file, &Vec::new()).unwrap()
    }

    fn three() -> Config {
        let source = |name: &str, rest: &str| {
            format!("[[source]]\nname = \"{name}\"\nkind = \"cbs\"\n{rest}\n")
        };
        config(&[
            source("jeugd", "table = \"85098NED\""),
            source("jeugd_utrecht", "table = \"85098NED\"\nregions = [\"GM0344\"]"),
            source("iv3", "table = \"45012NED\"\nprotocol = \"v3\"\nbase_url = \"https://dataderden.cbs.nl\""),
        ].concat())
    }

    #[test]
    fn a_name_goes_before_a_table_and_doubt_is_an_error() {
        let config = three();
        assert_eq!(een(&config, "jeugd").unwrap().naam, "jeugd");
        assert_eq!(een(&config, "45012ned").unwrap().naam, "iv3");
        let doubt = een(&config, "85098NED").unwrap_err();
        assert_eq!(doubt.hint, "name one of them: jeugd (85098NED), jeugd_utrecht (85098NED)");
        let unknown = een(&config, "x").unwrap_err();
        assert!(unknown.hint.ends_with("iv3 (45012NED)"), "{}", unknown.hint);
        assert_eq!(van(&config, "85098ned").len(), 2);
    }

    #[test]
    fn what_cannot_be_a_table_is_a_name_that_no_source_has() {
        let config = three();
        assert_eq!(tabel_id(&config, "85098NED").unwrap().as_str(), "85098NED");
        for text in ["jeugdzorg", "jeugd_2", "", "JEUGD"] {
            let failure = tabel_id(&config, text).unwrap_err();
            let words = format!("there is no source of kind cbs called `{text}`");
            assert!(failure.message().starts_with(&words), "{}", failure.message());
            assert!(failure.hint.starts_with("sources of kind cbs: jeugd (85098NED)"));
        }
    }

    #[test]
    fn a_table_that_nobody_loads_is_where_a_catalogue_has_it() {
        let config = three();
        let plaats = |base_url: &str, protocol: Option<&str>| Vindplaats {
            base_url: base_url.to_owned(),
            protocol: protocol.map(str::to_owned),
        };
        let v4 = default_base_url(Protocol::V4);
        let derden = plaats("https://dataderden.cbs.nl", None);
        for (plaatsen, expect) in [
            (vec![], None),
            (vec![plaats("https://elders.nl", None)], None),
            (vec![plaats("https://elders.nl", Some("v3"))], Some(("v3", "https://elders.nl"))),
            (vec![derden.clone()], Some(("v3", "https://dataderden.cbs.nl"))),
            (vec![derden, plaats(v4, Some("v4"))], Some(("v4", v4))),
        ] {
            let found = vindplaats(&config, &plaatsen);
            let found = found.as_ref().map(|found| (found.protocol.code(), &*found.base_url));
            assert_eq!(found, expect);
        }
    }

    #[test]
    fn a_catalogue_is_named_or_configured_or_that_of_cbs() {
        let config = three();
        assert_eq!(catalogi(&config).len(), 2);
        let iv3 = een(&config, "iv3").unwrap().bron;
        let place = |base_url: Option<&str>, protocol| CbsPlace {
            base_url: base_url.map(str::to_owned),
            protocol,
        };
        let v4 = default_base_url(Protocol::V4);
        for (given, bron, expect) in [
            (place(None, None), None, v4),
            (place(None, None), Some(iv3), "https://dataderden.cbs.nl"),
            (place(None, Some(CbsProtocol::V4)), Some(iv3), v4),
            (place(None, Some(CbsProtocol::V3)), None, "https://opendata.cbs.nl"),
            (place(Some("http://127.0.0.1:8439/x/"), None), None, "http://127.0.0.1:8439/x"),
        ] {
            assert_eq!(plaats(&given, bron).unwrap().base_url, expect);
        }
        for url in [
            "http://datasets.cbs.nl",
            "https://",
            "https://a@b",
            "file:///x",
            "http://127.0.0.1.nl",
        ] {
            assert!(plaats(&place(Some(url), None), None).is_err(), "{url}");
        }
    }

    #[test]
    fn without_a_source_the_catalogue_is_that_of_cbs_and_the_hint_says_how_to_add_one() {
        let config = config("[[source]]\nname = \"b\"\nkind = \"ggk\"\npath = \"in\"\n");
        assert_eq!(catalogi(&config).len(), 1);
        assert!(een(&config, "x").unwrap_err().hint.starts_with("add a [[source]]"));
    }
}
