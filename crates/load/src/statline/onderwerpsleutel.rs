//! The keys of measures: a measure that CBS renumbers stays the same, and two measures never share one.

use std::collections::BTreeSet;

use domain::statline::{Onderwerp, Protocol, Tabel};
use sqlx::FromRow;

use super::sleutels::sleutel_van;

/// A measure of the table as it stands in `dwh.dim_onderwerp`.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct BekendOnderwerp {
    /// Key.
    pub(super) onderwerp_sk: i64,
    /// Code in the version that was loaded last.
    pub(super) onderwerp_code: String,
    /// Path of groups.
    pub(super) pad: String,
    /// Title.
    pub(super) titel: String,
    /// Unit.
    pub(super) eenheid: String,
    /// Number among those with the same path, title and unit.
    pub(super) volgnummer: i32,
}

/// The key of a measure of the table that is being pulled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OnderwerpSleutel {
    /// Key.
    pub(super) onderwerp_sk: i64,
    /// Key of the same measure in whatever table.
    pub(super) familie_sk: i64,
    /// Number among those with the same path, title and unit.
    pub(super) volgnummer: i32,
}

/// The path of a measure as one text.
pub(super) fn pad_tekst(onderwerp: &Onderwerp) -> String {
    onderwerp.pad.join(" / ")
}

/// What a measure is recognised by: path, title and unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Gelijke(String, String, String);

impl Gelijke {
    fn van(onderwerp: &Onderwerp) -> Self {
        let titel = onderwerp.titel.trim().to_owned();
        Self(pad_tekst(onderwerp), titel, onderwerp.eenheid.trim().to_owned())
    }

    fn is(&self, bekend: &BekendOnderwerp) -> bool {
        (&self.0, &self.1, &self.2) == (&bekend.pad, &bekend.titel, &bekend.eenheid)
    }

    fn familie_sk(&self) -> i64 {
        sleutel_van(&["familie", &self.0, &self.1, &self.2])
    }

    fn onderwerp_sk(&self, tabel_id: &str, volgnummer: i32) -> i64 {
        let volgnummer = volgnummer.to_string();
        sleutel_van(&["onderwerp", tabel_id, &self.0, &self.1, &self.2, &volgnummer])
    }
}

/// Finds the key of every measure of `tabel`, in its order.
///
/// 1. v4: the known one with the same path, title, unit and code. 2. The known one with the same path, title and unit,
///    in the order of the source. 3. v4: the known one with the same code, of which CBS changed the text. 4. A new key.
pub(super) fn zoek_sleutels(tabel: &Tabel, bekend: &[BekendOnderwerp]) -> Vec<OnderwerpSleutel> {
    Zoeker::new(tabel, bekend).zoek()
}

struct Zoeker<'t> {
    tabel_id: &'t str,
    is_v4: bool,
    onderwerpen: Vec<(&'t Onderwerp, Gelijke)>,
    bekend: Vec<&'t BekendOnderwerp>,
    gevonden: Vec<Option<&'t BekendOnderwerp>>,
    vergeven: BTreeSet<i64>,
}

impl<'t> Zoeker<'t> {
    fn new(tabel: &'t Tabel, bekend: &'t [BekendOnderwerp]) -> Self {
        let onderwerpen: Vec<_> = tabel
            .onderwerpen
            .iter()
            .map(|onderwerp| (onderwerp, Gelijke::van(onderwerp)))
            .collect();
        let mut bekend: Vec<_> = bekend.iter().collect();
        bekend.sort_by_key(|bekend| (bekend.volgnummer, bekend.onderwerp_sk));
        Self {
            tabel_id: tabel.tabel_id.as_str(),
            is_v4: tabel.protocol == Protocol::V4,
            gevonden: vec![None; onderwerpen.len()],
            onderwerpen,
            bekend,
            vergeven: BTreeSet::new(),
        }
    }

    fn zoek(mut self) -> Vec<OnderwerpSleutel> {
        if self.is_v4 {
            self.ronde(|onderwerp, gelijke, bekend| {
                gelijke.is(bekend) && onderwerp.code == bekend.onderwerp_code
            });
        }
        self.ronde(|_, gelijke, bekend| gelijke.is(bekend));
        if self.is_v4 {
            self.ronde(|onderwerp, _, bekend| onderwerp.code == bekend.onderwerp_code);
        }
        self.sleutels()
    }

    /// Gives every measure without a key the first known one that fits and is still free.
    fn ronde(&mut self, past: impl Fn(&Onderwerp, &Gelijke, &BekendOnderwerp) -> bool) {
        for ((onderwerp, gelijke), gevonden) in self.onderwerpen.iter().zip(&mut self.gevonden) {
            if gevonden.is_some() {
                continue;
            }
            let vrij = self.bekend.iter().find(|bekend| {
                !self.vergeven.contains(&bekend.onderwerp_sk) && past(onderwerp, gelijke, bekend)
            });
            if let Some(bekend) = vrij {
                self.vergeven.insert(bekend.onderwerp_sk);
                *gevonden = Some(bekend);
            }
        }
    }

    fn sleutels(self) -> Vec<OnderwerpSleutel> {
        let mut sleutels_bezet: BTreeSet<i64> =
            self.bekend.iter().map(|bekend| bekend.onderwerp_sk).collect();
        let nummer_van = |bekend: &BekendOnderwerp| {
            let BekendOnderwerp { pad, titel, eenheid, volgnummer, .. } = bekend.clone();
            (Gelijke(pad, titel, eenheid), volgnummer)
        };
        let mut nummers_bezet: BTreeSet<(Gelijke, i32)> =
            self.bekend.iter().map(|bekend| nummer_van(bekend)).collect();
        let mut sleutels = Vec::with_capacity(self.onderwerpen.len());
        for ((_, gelijke), gevonden) in self.onderwerpen.into_iter().zip(self.gevonden) {
            let familie_sk = gelijke.familie_sk();
            let (onderwerp_sk, volgnummer) = match gevonden {
                Some(bekend) if gelijke.is(bekend) => (bekend.onderwerp_sk, bekend.volgnummer),
                gevonden => {
                    let is_vrij = |volgnummer: &i32| {
                        let nieuw = gelijke.onderwerp_sk(self.tabel_id, *volgnummer);
                        !nummers_bezet.contains(&(gelijke.clone(), *volgnummer))
                            && (gevonden.is_some() || !sleutels_bezet.contains(&nieuw))
                    };
                    let volgnummer = (0..i32::MAX).find(is_vrij).unwrap_or(i32::MAX);
                    let nieuw = gelijke.onderwerp_sk(self.tabel_id, volgnummer);
                    (gevonden.map_or(nieuw, |bekend| bekend.onderwerp_sk), volgnummer)
                }
            };
            sleutels_bezet.insert(onderwerp_sk);
            nummers_bezet.insert((gelijke, volgnummer));
            sleutels.push(OnderwerpSleutel { onderwerp_sk, familie_sk, volgnummer });
        }
        sleutels
    }
}

#[cfg(test)]
mod tests {
    use super::super::proef::tabel;
    use super::*;

    const OPEN: (&str, &[&str]) = ("Perioden", &["2020JJ00"]);

    /// What stands after a version with these measures was published.
    fn na(
        protocol: Protocol,
        onderwerpen: &[[&str; 4]],
        bekend: &[BekendOnderwerp],
    ) -> Vec<BekendOnderwerp> {
        let mut tabel = tabel(&[OPEN], onderwerpen);
        tabel.protocol = protocol;
        let sleutels = zoek_sleutels(&tabel, bekend);
        let nieuw =
            tabel.onderwerpen.iter().zip(&sleutels).map(|(onderwerp, sleutel)| BekendOnderwerp {
                onderwerp_sk: sleutel.onderwerp_sk,
                onderwerp_code: onderwerp.code.clone(),
                pad: pad_tekst(onderwerp),
                titel: onderwerp.titel.clone(),
                eenheid: onderwerp.eenheid.clone(),
                volgnummer: sleutel.volgnummer,
            });
        let nieuw: Vec<_> = nieuw.collect();
        let sks: BTreeSet<i64> = nieuw.iter().map(|nieuw| nieuw.onderwerp_sk).collect();
        assert_eq!(sks.len(), nieuw.len(), "two measures share a key");
        let gone = bekend.iter().filter(|bekend| !sks.contains(&bekend.onderwerp_sk)).cloned();
        let alles: Vec<_> = nieuw.iter().cloned().chain(gone).collect();
        let namen: BTreeSet<_> =
            alles.iter().map(|een| (&een.pad, &een.titel, &een.eenheid, een.volgnummer)).collect();
        assert_eq!(namen.len(), alles.len(), "two measures share a name");
        alles
    }

    /// For each measure of the new version the position of the measure of the old one with the same key.
    fn gevolgd(protocol: Protocol, oud: &[[&str; 4]], nieuw: &[[&str; 4]]) -> Vec<Option<usize>> {
        let bekend = na(protocol, oud, &[]);
        let alles = na(protocol, nieuw, &bekend);
        let plek = |een: &BekendOnderwerp| {
            bekend.iter().position(|bekend| bekend.onderwerp_sk == een.onderwerp_sk)
        };
        alles.iter().take(nieuw.len()).map(plek).collect()
    }

    #[test]
    fn a_measure_that_v3_renumbers_stays_the_same() {
        let oud = [["A_1", "", "A", "aantal"], ["B_2", "X", "B", "%"]];
        let nieuw =
            [["N_1", "", "N", "aantal"], ["A_2", "", "A", "aantal"], ["B_3", "X", "B", "%"]];
        assert_eq!(gevolgd(Protocol::V3, &oud, &nieuw), [None, Some(0), Some(1)]);
        // The old number of another measure means nothing.
        let nieuw = [["B_2", "", "A", "aantal"], ["A_1", "X", "B", "%"]];
        assert_eq!(gevolgd(Protocol::V3, &oud, &nieuw), [Some(0), Some(1)]);
    }

    #[test]
    fn a_measure_is_known_by_path_title_and_unit() {
        let oud = [["A_1", "X", "A", "aantal"]];
        for (nieuw, plek) in [
            (["A_9", "X", "A", "aantal"], Some(0)),
            (["A_1", "Y", "A", "aantal"], None),
            (["A_1", "X", "a", "aantal"], None),
            (["A_1", "X", "A", "x 1000"], None),
        ] {
            assert_eq!(gevolgd(Protocol::V3, &oud, &[nieuw]), [plek], "{nieuw:?}");
        }
        // v4 codes stay: a title or unit that changed is the same measure.
        for nieuw in [["A_1", "Y", "A", "aantal"], ["A_1", "X", "B", "x 1000"]] {
            assert_eq!(gevolgd(Protocol::V4, &oud, &[nieuw]), [Some(0)], "{nieuw:?}");
        }
    }

    #[test]
    fn measures_that_look_alike_keep_their_order_or_their_code() {
        let oud = [["M1", "", "Totaal", "%"], ["M2", "", "Totaal", "%"], ["M3", "", "Totaal", "%"]];
        assert_eq!(gevolgd(Protocol::V3, &oud, &oud), [Some(0), Some(1), Some(2)]);
        assert_eq!(gevolgd(Protocol::V3, &oud, &[oud[1]]), [Some(0)]);
        assert_eq!(gevolgd(Protocol::V4, &oud, &[oud[2], oud[1]]), [Some(2), Some(1)]);
        let meer = [oud[0], oud[1], oud[2], ["M4", "", "Totaal", "%"]];
        assert_eq!(gevolgd(Protocol::V4, &oud, &meer), [Some(0), Some(1), Some(2), None]);
    }

    #[test]
    fn titles_that_change_places_follow_the_title() {
        let oud = [["M1", "", "A", "%"], ["M2", "", "B", "%"]];
        let nieuw = [["M1", "", "B", "%"], ["M2", "", "A", "%"]];
        assert_eq!(gevolgd(Protocol::V4, &oud, &nieuw), [Some(1), Some(0)]);
    }

    #[test]
    fn a_new_measure_does_not_get_the_key_of_one_that_was_renamed() {
        let eerst = na(Protocol::V4, &[["M1", "", "A", "%"]], &[]);
        let hernoemd = na(Protocol::V4, &[["M1", "", "B", "%"]], &eerst);
        assert_eq!(hernoemd[0].onderwerp_sk, eerst[0].onderwerp_sk);
        let nieuw = na(Protocol::V4, &[["M1", "", "B", "%"], ["M2", "", "A", "%"]], &hernoemd);
        assert_eq!(nieuw[0].onderwerp_sk, eerst[0].onderwerp_sk);
        assert_ne!(nieuw[1].onderwerp_sk, eerst[0].onderwerp_sk);
    }

    #[test]
    fn a_measure_that_comes_back_is_the_same() {
        let eerst = na(Protocol::V3, &[["A_1", "", "A", "%"], ["B_2", "", "B", "%"]], &[]);
        let weg = na(Protocol::V3, &[["B_1", "", "B", "%"]], &eerst);
        let terug = na(Protocol::V3, &[["A_1", "", "A", "%"]], &weg);
        assert_eq!(terug[0].onderwerp_sk, eerst[0].onderwerp_sk);
    }

    #[test]
    fn a_family_is_the_same_in_every_table() {
        let onderwerpen = [["A_1", "X", "A", " % "], ["A_2", "Y", "A", "%"]];
        let mut een = tabel(&[OPEN], &onderwerpen);
        let sleutels = zoek_sleutels(&een, &[]);
        een.tabel_id = "85269NED".parse().unwrap();
        let andere = zoek_sleutels(&een, &[]);
        assert_eq!(sleutels[0].familie_sk, andere[0].familie_sk);
        assert_ne!(sleutels[0].onderwerp_sk, andere[0].onderwerp_sk);
        assert_ne!(sleutels[0].familie_sk, sleutels[1].familie_sk);
        assert_eq!(sleutels[0].familie_sk, sleutel_van(&["familie", "X", "A", "%"]));
    }
}
