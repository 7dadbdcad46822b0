//! Archives and envelopes that are good, odd and hostile, all made here.

mod archief;
mod envelop;

use domain::Code;

use crate::{Geopend, Grenzen, open};

/// Limits that a test reaches quickly.
fn grenzen() -> Grenzen {
    Grenzen {
        bestand_bytes_max: 3_000_000,
        archief_bytes_max: 5_000_000,
        archief_leden_max: 3,
        ..Grenzen::default()
    }
}

/// Unpacks everything: the documents, or code and place of the refusal.
fn unpack(bytes: &[u8]) -> Result<Vec<Vec<u8>>, (Code, String)> {
    let refused = |refused: crate::BestandAfkeuring| {
        assert_eq!(refused.records, 1, "a container counts as one");
        (refused.afkeuring.code, refused.afkeuring.plaats.pad)
    };
    match open(bytes, &grenzen()).map_err(refused)? {
        Geopend::Los(document) => Ok(vec![document.into_owned()]),
        Geopend::Archief(mut archief) => {
            (0..archief.aantal()).map(|index| archief.lid(index).map_err(refused)).collect()
        }
    }
}

/// The code of the refusal.
#[track_caller]
fn code(bytes: &[u8]) -> Code {
    unpack(bytes).unwrap_err().0
}
