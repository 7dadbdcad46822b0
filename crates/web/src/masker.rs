//! Names of files as they may be shown: senders put numbers in them.

use domain::Bsn;

/// The name with every run of eight or nine digits that could be a BSN made unreadable.
///
/// A date can pass the eleven test as well; then it is masked too: better one date less than one person more.
pub(crate) fn bestandsnaam(naam: &str) -> String {
    let mut tekst = String::with_capacity(naam.len());
    let mut reeks = String::new();
    for teken in naam.chars() {
        if teken.is_ascii_digit() {
            reeks.push(teken);
            continue;
        }
        zet(&mut tekst, &mut reeks);
        tekst.push(teken);
    }
    zet(&mut tekst, &mut reeks);
    tekst
}

/// Moves a run of digits into the text, masked where needed.
fn zet(tekst: &mut String, reeks: &mut String) {
    let is_bsn = matches!(reeks.len(), 8 | 9)
        && reeks.parse().is_ok_and(|nummer| Bsn::van_nummer(nummer).is_some());
    if is_bsn {
        tekst.extend(reeks.chars().map(|_| '*'));
    } else {
        tekst.push_str(reeks);
    }
    reeks.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_could_be_a_bsn_are_masked_and_nothing_else() {
        for (naam, expect) in [
            ("berichten/999900006.xml", "berichten/*********.xml"),
            ("999900006", "*********"),
            ("a-999900006_999900018.xml", "a-*********_*********.xml"),
            // Eight digits: a leading zero was lost.
            ("10000008.xml", "********.xml"),
            ("999900007.xml", "999900007.xml"),
            ("1999900006.xml", "1999900006.xml"),
            ("é123.xml", "é123.xml"),
            ("", ""),
        ] {
            assert_eq!(bestandsnaam(naam), expect, "{naam}");
        }
    }
}
