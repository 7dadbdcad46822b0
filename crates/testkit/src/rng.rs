//! Random numbers that are the same on every machine and in every version.

/// A stream of random numbers: xorshift64*, seeded through splitmix64.
///
/// # Source
/// Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled" (2016).
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

/// Mixes parts into one well-spread number: the same parts give the same number.
pub(crate) fn meng(parts: &[u64]) -> u64 {
    parts.iter().fold(0x9e37_79b9_7f4a_7c15, |sum, part| {
        let mut z = sum.wrapping_add(*part).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

impl Rng {
    /// A stream of its own for these parts.
    pub(crate) fn new(parts: &[u64]) -> Self {
        Self(meng(parts) | 1)
    }

    /// The next 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub(crate) fn onder(&mut self, n: u64) -> u64 {
        u64::try_from((u128::from(self.next()) * u128::from(n)) >> 64).unwrap_or_default()
    }

    /// A number from `min` up to and including `max`; `min` when `max` is smaller.
    pub(crate) fn tussen(&mut self, min: i64, max: i64) -> i64 {
        let width = u64::try_from(max - min + 1).unwrap_or_default();
        min + i64::try_from(self.onder(width)).unwrap_or_default()
    }

    /// True in `promille` of thousand cases.
    pub(crate) fn kans(&mut self, promille: u64) -> bool {
        self.onder(1000) < promille
    }

    /// One of `options`.
    #[expect(clippy::indexing_slicing, reason = "the index is below the length, which is not 0")]
    pub(crate) fn kies<T: Copy, const N: usize>(&mut self, options: [T; N]) -> T {
        const { assert!(N > 0, "something to choose from") };
        let length = u64::try_from(N).unwrap_or(1);
        options[usize::try_from(self.onder(length)).unwrap_or_default()]
    }

    /// One of `options` by weight; the last one when the weights run out.
    pub(crate) fn weeg<T: Copy>(&mut self, options: &[(u64, T)], rest: T) -> T {
        let mut left = self.onder(options.iter().map(|(weight, _)| weight).sum());
        for (weight, option) in options {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *option,
            }
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_never_changes() {
        let mut rng = Rng::new(&[42, 7]);
        let numbers = [rng.next(), rng.next(), rng.next()];
        let expect =
            [1_239_365_370_948_245_603, 5_911_680_001_051_964_610, 3_109_652_409_132_540_019];
        assert_eq!(numbers, expect);
    }

    #[test]
    fn numbers_stay_inside() {
        let mut rng = Rng::new(&[1]);
        for _ in 0..1000 {
            assert!((-3..=4).contains(&rng.tussen(-3, 4)));
            assert!(rng.onder(7) < 7);
        }
        assert_eq!(rng.tussen(5, 2), 5);
        assert_eq!(rng.onder(0), 0);
        assert_eq!(rng.weeg(&[(0, 'a'), (3, 'b')], 'c'), 'b');
    }
}
