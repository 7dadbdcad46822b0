//! How days are written in a file: the notations that a mapping may name.

/// A notation of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Datumvorm {
    /// Parts in an order, such as `dd-mm-jjjj`.
    Patroon(Vec<Deel>),
    /// `2024-03-05T14:05:00.7+01:00`.
    IsoTijd,
    /// `Tue Mar 05 00:00:00 CET 2024`, as Java prints a date.
    Java,
    /// The serial number of a day in a spreadsheet.
    Excel,
}

/// A part of a notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deel {
    /// `d`: one or two digits.
    Dag,
    /// `dd`: two digits.
    Dag2,
    /// `m`: one or two digits.
    Maand,
    /// `mm`: two digits.
    Maand2,
    /// `maand`: a Dutch month, whole or cut to three letters.
    Maandnaam,
    /// `jj`: two digits, of this century.
    Jaar2,
    /// `jjjj`: four digits.
    Jaar4,
    /// A character as it stands.
    Teken(u8),
}

/// The words that a notation is built of, longest first.
const WOORDEN: [(&str, Deel); 7] = [
    ("maand", Deel::Maandnaam),
    ("jjjj", Deel::Jaar4),
    ("jj", Deel::Jaar2),
    ("mm", Deel::Maand2),
    ("m", Deel::Maand),
    ("dd", Deel::Dag2),
    ("d", Deel::Dag),
];

impl Datumvorm {
    /// Reads a notation; `None` when it is none, or does not name a day, a month and a year, each once.
    pub(crate) fn lees(text: &str) -> Option<Self> {
        match text {
            "iso-tijd" => return Some(Self::IsoTijd),
            "java" => return Some(Self::Java),
            "excel" => return Some(Self::Excel),
            _ => {}
        }
        let mut delen = Vec::new();
        let mut rest = text;
        while let Some(eerste) = rest.bytes().next() {
            let woord =
                WOORDEN.iter().find_map(|(woord, deel)| Some((rest.strip_prefix(woord)?, *deel)));
            let (na, deel) = match woord {
                Some(gevonden) => gevonden,
                None if b"-/. '".contains(&eerste) => (rest.get(1..)?, Deel::Teken(eerste)),
                None => return None,
            };
            delen.push(deel);
            rest = na;
        }
        let tel = |soort: char| delen.iter().filter(|deel| deel.soort() == Some(soort)).count();
        (tel('d') == 1 && tel('m') == 1 && tel('j') == 1).then_some(Self::Patroon(delen))
    }

    /// Whether a text can be a day in both notations, and another one in each.
    pub(crate) fn botst(&self, ander: &Self) -> bool {
        let (Self::Patroon(een), Self::Patroon(twee)) = (self, ander) else {
            return false;
        };
        let volgorde =
            |delen: &[Deel]| delen.iter().filter_map(|deel| deel.soort()).collect::<String>();
        // Short numbers look alike, whatever they count.
        let vorm = |delen: &[Deel]| -> Vec<u8> {
            let teken = |deel: &Deel| match deel {
                Deel::Teken(teken) => *teken,
                Deel::Jaar4 => b'J',
                Deel::Maandnaam => b'M',
                _ => b'x',
            };
            delen.iter().map(teken).collect()
        };
        vorm(een) == vorm(twee) && volgorde(een) != volgorde(twee)
    }
}

impl Deel {
    const fn soort(self) -> Option<char> {
        match self {
            Self::Dag | Self::Dag2 => Some('d'),
            Self::Maand | Self::Maand2 | Self::Maandnaam => Some('m'),
            Self::Jaar2 | Self::Jaar4 => Some('j'),
            Self::Teken(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notation_names_a_day_a_month_and_a_year() {
        for goed in
            ["dd-mm-jjjj", "d/m/jjjj", "jjjjmmdd", "dd-mm-'jj", "d maand jjjj", "java", "excel"]
        {
            assert!(Datumvorm::lees(goed).is_some(), "{goed}");
        }
        for fout in
            ["", "dd-mm", "dd-dd-jjjj", "dd-mm-yyyy", "%d-%m-%Y", "jjjj", "JJJJ-MM-DD", "d€m€jjjj"]
        {
            assert_eq!(Datumvorm::lees(fout), None, "{fout}");
        }
    }

    #[test]
    fn two_orders_of_one_shape_cannot_both_be_meant() {
        let botst = |een: &str, twee: &str| {
            Datumvorm::lees(een).unwrap().botst(&Datumvorm::lees(twee).unwrap())
        };
        assert!(botst("dd-mm-jjjj", "m-d-jjjj") && botst("dd-mm-jj", "jj-mm-dd"));
        assert!(!botst("dd-mm-jjjj", "d-m-jjjj") && !botst("dd-mm-jjjj", "mm/dd/jjjj"));
        assert!(!botst("dd-mm-jjjj", "jjjj-mm-dd") && !botst("excel", "java"));
    }
}
