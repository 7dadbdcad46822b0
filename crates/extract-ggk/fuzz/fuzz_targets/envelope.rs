//! Envelopes of the hub, and what is in them.
#![no_main]

use extract_ggk::{Document, lees_document};
use extract_ggk_fuzz::{check_gelezen, check_pad, opties, sleutel};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match lees_document(bytes, &opties(), &sleutel()) {
        Ok(Document::Bericht(gelezen)) => check_gelezen(&gelezen),
        Ok(Document::Ketenfout(_)) => {}
        Err(refused) => check_pad(&refused.afkeuring),
    }
});
