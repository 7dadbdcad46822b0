//! Messages: the outcome adds up, and another way of writing is the same message.
#![no_main]

use extract_ggk::BerichtBijFout;
use extract_ggk::lees;
use extract_ggk_fuzz::{check_document, opties, sleutel};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = check_document(bytes) else { return };
    let again = [bytes, b"<!-- eind -->\n"].concat();
    let again = check_document(&again).expect("a comment behind a document changes nothing");
    assert_eq!(again, read);
    let mut whole = opties();
    whole.bericht_bij_fout = BerichtBijFout::Bericht;
    match lees(bytes, &whole, &sleutel()) {
        Ok(same) => assert_eq!(same, read),
        Err(_) => assert!(!read.afkeuringen.is_empty(), "a message without fault was refused"),
    }
});
