//! Money.

use core::fmt;

use crate::{DebetCredit, WaardeFout};

/// An amount in whole eurocents; a credit is negative. Never a float.
///
/// # Source
/// IV024: amounts are in eurocents; the sign stands in `DebetCredit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Eurocent(i64);

impl Eurocent {
    /// No money.
    pub const NUL: Self = Self(0);

    /// An amount from the warehouse, in eurocents.
    pub const fn new(eurocent: i64) -> Self {
        Self(eurocent)
    }

    /// Reads `Bedrag`, `Budget` or `ProductTarief`: 0 to 99 999 999 eurocents, without sign.
    ///
    /// # Errors
    /// `Leeg`, `Vorm` or `Bereik`.
    pub fn parse_bedrag(text: &str) -> Result<Self, WaardeFout> {
        Self::parse_tot(text, 99_999_999)
    }

    /// Reads `TotaalBedrag`: 0 to 999 999 999 999 eurocents, without sign.
    ///
    /// # Errors
    /// `Leeg`, `Vorm` or `Bereik`.
    pub fn parse_totaal(text: &str) -> Result<Self, WaardeFout> {
        Self::parse_tot(text, 999_999_999_999)
    }

    fn parse_tot(text: &str, max: u64) -> Result<Self, WaardeFout> {
        let number = crate::omvang::parse_geheel(text, max)?;
        i64::try_from(number).map(Self).map_err(|_| WaardeFout::Bereik)
    }

    /// Gives the amount the sign of its `DebetCredit`.
    #[must_use]
    pub fn met_teken(self, debet_credit: DebetCredit) -> Self {
        match debet_credit {
            DebetCredit::Debet => self,
            DebetCredit::Credit => Self(-self.0),
        }
    }

    /// The amount as Postgres stores it, in eurocents.
    pub const fn waarde(self) -> i64 {
        self.0
    }

    /// The sum, or `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

impl fmt::Display for Eurocent {
    /// Euros with a decimal comma: `-12,50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{},{:02}", cents / 100, cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_whole_cents() {
        assert_eq!(Eurocent::parse_bedrag("5000"), Ok(Eurocent::new(5000)));
        assert_eq!(Eurocent::parse_bedrag("50,00"), Err(WaardeFout::Vorm));
        assert_eq!(Eurocent::parse_bedrag("100000000"), Err(WaardeFout::Bereik));
        assert_eq!(Eurocent::parse_totaal("999999999999"), Ok(Eurocent::new(999_999_999_999)));
        let credit = Eurocent::new(1250).met_teken(DebetCredit::Credit);
        assert_eq!(credit.to_string(), "-12,50");
        assert_eq!(credit.checked_add(Eurocent::new(1250)), Some(Eurocent::NUL));
        assert_eq!(Eurocent::new(i64::MAX).checked_add(Eurocent::new(1)), None);
    }
}
