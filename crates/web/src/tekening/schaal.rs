//! From values to places in a drawing.

/// A straight scale between whole numbers. A span of nothing puts everything at its begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Schaal {
    van: i64,
    tot: i64,
    begin: i64,
    eind: i64,
}

impl Schaal {
    /// Values from `van` to `tot` at places from `begin` to `eind`, which may be the lower one.
    pub(super) const fn new((van, tot): (i64, i64), (begin, eind): (i64, i64)) -> Self {
        Self { van, tot, begin, eind }
    }

    /// The place of `waarde`; what lies outside is put at the border.
    pub(super) fn plaats(self, waarde: i64) -> i64 {
        if self.tot <= self.van {
            return self.begin;
        }
        let deel = i128::from(waarde.clamp(self.van, self.tot)) - i128::from(self.van);
        let spanne = i128::from(self.tot) - i128::from(self.van);
        let lengte = i128::from(self.eind) - i128::from(self.begin);
        // Between the borders, which are i64.
        self.begin + i64::try_from(deel * lengte / spanne).unwrap_or(0)
    }
}

/// The least of 1, 2 or 5 times a power of ten that is not below `hoogste`: an axis that ends there has round marks.
pub(super) fn rond_af(hoogste: i64) -> i64 {
    let mut macht: i64 = 1;
    loop {
        for stap in [1, 2, 5] {
            let grens = macht.saturating_mul(stap);
            if grens >= hoogste {
                return grens;
            }
        }
        macht = macht.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_get_their_place() {
        for (schaal, waarde, expect) in [
            (Schaal::new((0, 100), (0, 1000)), 50, 500),
            (Schaal::new((0, 100), (300, 20)), 100, 20),
            (Schaal::new((0, 100), (300, 20)), 25, 230),
            (Schaal::new((0, 100), (0, 10)), 101, 10),
            (Schaal::new((0, 100), (0, 10)), -1, 0),
            (Schaal::new((7, 7), (3, 10)), 7, 3),
            (Schaal::new((i64::MIN, i64::MAX), (0, 960)), i64::MAX, 960),
        ] {
            assert_eq!(schaal.plaats(waarde), expect, "{schaal:?} {waarde}");
        }
    }

    #[test]
    fn an_axis_ends_at_a_round_number() {
        for (hoogste, expect) in
            [(-3, 1), (0, 1), (1, 1), (2, 2), (3, 5), (6, 10), (1001, 2000), (4999, 5000)]
        {
            assert_eq!(rond_af(hoogste), expect);
        }
        assert_eq!(rond_af(i64::MAX), i64::MAX);
    }
}
