//! Valid test BSNs, one after the other.

/// First eight digits of the range that is kept free for tests: 999900006 to 999999990.
const TEST: core::ops::RangeInclusive<u32> = 99_990_000..=99_999_999;

/// What lies below it, for benchmarks only.
const GROOT: core::ops::RangeInclusive<u32> = 90_000_000..=99_989_999;

/// The ninth digit that makes eight digits pass the eleven test, if any does.
fn negende(eerste: u32) -> Option<u32> {
    let mut rest = eerste;
    let mut som = 0;
    for weight in 2..=9 {
        som += rest % 10 * weight;
        rest /= 10;
    }
    let digit = som % 11;
    (digit < 10).then_some(digit)
}

fn bsns(eerste: core::ops::RangeInclusive<u32>) -> impl Iterator<Item = u32> {
    eerste.filter_map(|eerste| negende(eerste).map(|digit| eerste * 10 + digit))
}

/// All valid BSNs of the test range; with `groot` followed by all other valid ones that begin with a 9.
pub fn alle(groot: Reeks) -> impl Iterator<Item = u32> {
    let rest = (groot == Reeks::Groot).then(|| bsns(GROOT));
    bsns(TEST).chain(rest.into_iter().flatten())
}

/// How many BSNs the test range has.
pub fn aantal_test() -> usize {
    bsns(TEST).count()
}

/// Where the BSNs come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reeks {
    /// The range that is kept free for tests.
    Test,
    /// That range first, then every valid number that begins with a 9. For benchmarks only.
    Groot,
}

#[cfg(test)]
mod tests {
    use domain::Bsn;

    use super::*;

    #[test]
    fn every_bsn_is_valid_and_in_range() {
        let all: Vec<u32> = alle(Reeks::Test).collect();
        assert_eq!((all[0], all[all.len() - 1]), (999_900_006, 999_999_990));
        assert!(all.is_sorted());
        for bsn in &all {
            assert!(bsn.to_string().parse::<Bsn>().is_ok());
        }
        assert_eq!(all.len(), aantal_test());
        assert_eq!(all.len(), 9091);
    }

    #[test]
    fn the_large_range_goes_on_below() {
        let next = alle(Reeks::Groot).nth(aantal_test()).unwrap();
        assert!((900_000_000..999_900_000).contains(&next));
        assert!(next.to_string().parse::<Bsn>().is_ok());
    }
}
