//! Several sources of one table: they must mean the same table, else each replaces the figures of the other.

use domain::statline::Protocol;

use super::CbsSource;
use crate::config::check::Section;
use crate::config::error::Fault;
use crate::config::{Source, SourceKind};

/// Refuses a source that loads a table of another source over another protocol, from another place, or under another law.
/// Figures are stored once for a table, so every night would make revisions that CBS never made.
///
/// # Errors
/// Which two, what differs, and what to do; at the key that differs.
pub(in crate::config) fn check_samen(
    section: Section,
    others: &[Source],
    bron: &CbsSource,
) -> Result<(), Fault> {
    let table = &bron.table;
    for other in others {
        let SourceKind::Cbs(first) = &other.kind else { continue };
        if first.table != *table {
            continue;
        }
        let verschil = |key, here: &str, there: &str| {
            let name = &other.name;
            let what = format!(
                "source `{name}` loads table {table} too, with {key} = {there}, here it is {here}; they would replace \
                 each other's figures every night: make {key} the same in both, or remove one of the sources"
            );
            Err(section.fault(key, what))
        };
        let protocol = |protocol: Protocol| format!("\"{}\"", protocol.code());
        let wet = |wet: Option<domain::Wet>| {
            wet.map_or_else(|| "none".to_owned(), |wet| format!("\"{}\"", wet.code()))
        };
        if first.protocol != bron.protocol {
            return verschil("protocol", &protocol(bron.protocol), &protocol(first.protocol));
        }
        if first.base_url != bron.base_url {
            let quoted = |url: &str| format!("\"{url}\"");
            return verschil("base_url", &quoted(&bron.base_url), &quoted(&first.base_url));
        }
        if first.wet != bron.wet {
            return verschil("wet", &wet(bron.wet), &wet(first.wet));
        }
    }
    Ok(())
}
