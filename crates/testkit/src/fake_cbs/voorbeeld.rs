//! Made-up tables in the form of real ones, to try things with.

use super::{FakeCel, FakeCode, FakeDimensie, FakeOnderwerp, FakeTable};

const JAREN: [&str; 10] = [
    "2013JJ00", "2014JJ00", "2015JJ00", "2016JJ00", "2017JJ00", "2018JJ00", "2019JJ00", "2020JJ00",
    "2021JJ00", "2022JJ00",
];

/// Net labour participation of 15 to 25 year olds, 2013 up to 2022: Nederland, Utrecht (PV) and Utrecht (gemeente),
/// with the figures of the table that a policy adviser makes by hand; and of everybody, one point higher.
#[must_use]
pub fn participatie() -> FakeTable {
    const RIJEN: [(&str, [&str; 10]); 3] = [
        ("NL01", ["67.9", "66.6", "68.5", "68.5", "69.9", "71.5", "72.8", "69.9", "71.7", "75.5"]),
        ("PV26", ["69.7", "67.9", "68.6", "70.0", "69.4", "72.3", "73.0", "69.8", "70.2", "75.3"]),
        (
            "GM0344",
            ["69.4", "67.0", "68.1", "69.2", "66.6", "71.0", "70.3", "65.7", "65.1", "70.9"],
        ),
    ];
    let mut table = FakeTable::new("85494NED", "Arbeidsdeelname; regionale indeling 2022")
        .dimensie(
            FakeDimensie::categorie(
                "Persoonskenmerken",
                [("T009002", "Totaal personen"), ("52052", "15 tot 25 jaar")],
            )
            .breedte(7),
        )
        .dimensie(
            FakeDimensie::regios([("NL01", "Nederland"), ("PV26", "Utrecht (PV)")])
                .groep("NL", "Nederland", None)
                .groep("PV", "Provincies", None)
                .groep("GMPV26", "Gemeenten in Utrecht", None)
                .code(FakeCode::new("GM0344", "Utrecht (gemeente)").groep("GMPV26"))
                .kaartjaar("2022"),
        )
        .dimensie(FakeDimensie::perioden(JAREN))
        .groep("A1", "Arbeidsparticipatie", None)
        .onderwerp(
            FakeOnderwerp::new("M001796", "Netto arbeidsparticipatie")
                .groep("A1")
                .eenheid("%")
                .decimalen(1),
        );
    for (regio, waarden) in RIJEN {
        for (jaar, waarde) in JAREN.iter().zip(waarden) {
            let hoger = waarde.split_once('.').and_then(|(whole, part)| {
                Some(format!("{}.{part}", whole.parse::<u32>().ok()?.saturating_add(1)))
            });
            table.zet_cel(&["52052", regio, jaar], "M001796", waarde);
            table.zet_cel(
                &["T009002", regio, jaar],
                "M001796",
                hoger.map_or(FakeCel::Afwezig, FakeCel::Getal),
            );
        }
    }
    table
}

/// A few small tables and one of two million cells.
#[must_use]
pub fn voorbeelden() -> Vec<FakeTable> {
    let jeugd = FakeTable::new("85099NED", "Kerncijfers jeugdzorg; regio")
        .dimensie(FakeDimensie::categorie(
            "VormenVanJeugdzorg",
            [
                ("A045561", "Totaal jeugdzorg"),
                ("A045560", "Jeugdhulp"),
                ("A027919", "Jeugdbescherming"),
            ],
        ))
        .dimensie(FakeDimensie::regios([
            ("NL01", "Nederland"),
            ("PV26", "Utrecht (PV)"),
            ("GM0344", "Utrecht (gemeente)"),
            ("GM0363", "Amsterdam"),
        ]))
        .dimensie(FakeDimensie::perioden(["2024HJ01", "2024HJ02", "2024JJ00", "2025HJ01"]))
        .onderwerp(FakeOnderwerp::new("M004262", "Jongeren met jeugdzorg"))
        .onderwerp(
            FakeOnderwerp::new("M004263", "Jongeren met jeugdzorg, relatief")
                .eenheid("%")
                .decimalen(1),
        )
        .formule(|plek| {
            let sum: u32 =
                plek.posities.iter().fold(1, |sum, at| sum.saturating_mul(at.saturating_add(2)));
            match (plek.codes, plek.plek_onderwerp) {
                (["A027919", "GM0344", "2025HJ01"], _) => FakeCel::Leeg("Confidential".to_owned()),
                (_, 0) => FakeCel::Getal(sum.saturating_mul(5).to_string()),
                _ => FakeCel::Getal(format!("{}.{}", sum % 20, sum % 10)),
            }
        });
    vec![jeugd, participatie(), FakeTable::groot("90000NED", 400, 100, 25)]
}

#[cfg(test)]
mod tests {
    use super::super::rows::{Shape, Wish, slice};
    use super::*;

    #[test]
    fn the_table_of_the_policy_adviser_has_the_figures_of_the_issue() {
        let wish = Wish { take: 100, ..Wish::default() };
        let found = slice(&participatie(), Shape::V4, &wish).unwrap();
        assert_eq!(found.total, 60);
        for part in [
            r#""Value":70.9,"StringValue":null,"Persoonskenmerken":"52052","RegioS":"GM0344","Perioden":"2022JJ00""#,
            r#""Value":67.9,"StringValue":null,"Persoonskenmerken":"52052","RegioS":"NL01","Perioden":"2013JJ00""#,
            r#""Value":68.9,"StringValue":null,"Persoonskenmerken":"T009002","RegioS":"NL01","Perioden":"2013JJ00""#,
        ] {
            assert!(found.json.contains(part), "{part}");
        }
    }
}
