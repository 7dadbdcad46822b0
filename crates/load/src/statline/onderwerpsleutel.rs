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
