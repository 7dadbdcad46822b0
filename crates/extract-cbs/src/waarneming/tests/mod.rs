mod corpus;
mod eigenschappen;
mod opnamen;
mod v3;
mod v4;

use std::path::PathBuf;

use domain::statline::{Protocol, Tabel};

use super::proef::{alles, dimensie, klein, onderwerp, tabel};
use super::{Lezing, lees, proef};
use crate::Error;

/// Address of a page of v4.
pub(super) const V4: &str = "https://localhost/odata/v1/CBS/85001NED/Observations";
/// Address of a page of v3 with text.
pub(super) const UNTYPED: &str = "https://localhost/ODataFeed/odata/85001NED/UntypedDataSet";
/// Address of a page of v3 with numbers.
pub(super) const TYPED: &str = "https://localhost/ODataFeed/odata/85001NED/TypedDataSet";

/// Reads a page of the small table; the data set follows from the protocol.
pub(super) fn lees_klein(tabel: &Tabel, body: &str) -> Result<Lezing, Error> {
    let adres = if tabel.protocol == Protocol::V4 { V4 } else { UNTYPED };
    lees(body.as_bytes(), tabel, &alles(tabel), adres, None)
}

/// The cells of a page as text.
pub(super) fn tekst(tabel: &Tabel, lezing: &Lezing) -> String {
    proef::tekst(tabel, &lezing.blok)
}

/// A folder or file of the shared folder, when it is there.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub(super) fn shared(path: &str) -> Option<PathBuf> {
    let found = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("skipped: the shared folder has no {path} here");
    None
}
