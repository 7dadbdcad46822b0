//! Where the file with the whole of a table is.

use domain::statline::{Protocol, TabelId};

use super::super::check::Section;
use super::super::error::Fault;

/// Path of the file below the host of v4, without the table. Told by others (SPEC 2.10): no such file was recorded.
const PATH: &str = "csv/CBS/nl";

/// The address of the file, when it is asked for; what `bulk_url` says goes before what the host of `base_url` gives.
///
/// # Errors
/// When it is asked for over another protocol than v4.
pub(super) fn check_bulk(
    section: Section,
    is_bulk: bool,
    bulk_url: Option<String>,
    (protocol, base_url, table): (Protocol, &str, &TabelId),
) -> Result<Option<String>, Fault> {
    if !is_bulk {
        // An address that waits for `bulk = true` is no mistake: setting that to false is what a failure advises.
        return Ok(None);
    }
    if protocol != Protocol::V4 {
        return Err(section.fault("bulk", "only protocol = \"v4\" has a file of a whole table"));
    }
    Ok(Some(bulk_url.unwrap_or_else(|| format!("{}/{PATH}/{table}", host(base_url)))))
}

/// Scheme, host and port of an address.
fn host(url: &str) -> &str {
    let scheme = url.find("://").map_or(0, |at| at + 3);
    let path = url.get(scheme..).and_then(|rest| rest.find('/'));
    path.and_then(|at| url.get(..scheme + at)).unwrap_or(url)
}
