//! Archives and gzip: every member is unpacked within its limits, the same each time, or refused.
#![no_main]

use extract_ggk::{Geopend, open};
use extract_ggk_fuzz::{check_pad, opties};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let grenzen = opties().grenzen;
    let mut archief = match open(bytes, &grenzen) {
        Ok(Geopend::Archief(archief)) => archief,
        Ok(Geopend::Los(document)) => {
            assert!(document.len() <= grenzen.bestand_bytes_max.max(bytes.len()));
            return;
        }
        Err(refused) => return check_pad(&refused.afkeuring),
    };
    assert!((1..=grenzen.archief_leden_max).contains(&archief.aantal()));
    let mut total = 0;
    for index in 0..archief.aantal() {
        match archief.lid(index) {
            Ok(document) => {
                assert!(document.len() <= grenzen.bestand_bytes_max);
                total += document.len();
                assert_eq!(archief.lid(index).expect("it was unpacked before"), document);
            }
            Err(refused) => return check_pad(&refused.afkeuring),
        }
    }
    assert!(total <= grenzen.archief_bytes_max);
    assert!(archief.lid(archief.aantal()).is_err());
});
