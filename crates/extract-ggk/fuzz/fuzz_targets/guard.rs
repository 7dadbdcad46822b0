//! Bytes that may be anything: a document to us is one to quick-xml, and a refusal shows nothing.
#![no_main]

use extract_ggk_fuzz::check_document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = check_document(bytes);
});
