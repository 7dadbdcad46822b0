//! The reasons of `dwh.dim_reden` as facts refer to them: one code can mean other things per law and per release.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{AgbCode, Clientsleutel, Generatie, RedenBeeindiging, RedenWijziging, Release, Wet};
use sqlx::{FromRow, PgConnection};
use transform::{FeitLevering, FeitVerzoek, Keten, ToewijzingStand};

use crate::Error;

/// The key of onbekend.
const ONBEKEND: i64 = 0;

/// A row of `dwh.dim_reden`.
#[derive(Debug, FromRow)]
struct RedenRij {
    reden_sk: i64,
    lijst: String,
    wet: String,
    code: String,
    release_van: Option<String>,
    release_tot: Option<String>,
}

/// What a code means in some releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Betekenis {
    reden_sk: i64,
    van: Option<Release>,
    tot: Option<Release>,
}

impl Betekenis {
    fn geldt(&self, release: Release) -> bool {
        self.van.is_none_or(|van| van <= release) && self.tot.is_none_or(|tot| release < tot)
    }
}

/// The reasons by law, list and code.
#[derive(Debug, Default)]
pub(super) struct Redenen {
    betekenissen: BTreeMap<Wet, BTreeMap<String, BTreeMap<String, Vec<Betekenis>>>>,
}

impl Redenen {
    /// Reads the lists that facts refer to.
    ///
    /// # Errors
    /// `Database`, or `Corrupt` when a release is none.
    pub(super) async fn read(connection: &mut PgConnection) -> Result<Self, Error> {
        let sql = include_str!("../../../../sql/dwh/dimension/select_redenen.sql");
        let rows: Vec<RedenRij> = sqlx::query_as(sql).fetch_all(connection).await?;
        let mut redenen = Self::default();
        for row in rows {
            let corrupt = Error::Corrupt { what: "dwh.dim_reden" };
            let Ok(wet) = row.wet.parse() else { return Err(corrupt) };
            let betekenis = Betekenis {
                reden_sk: row.reden_sk,
                van: release(row.release_van)?,
                tot: release(row.release_tot)?,
            };
            let lijsten = redenen.betekenissen.entry(wet).or_default();
            let codes = lijsten.entry(row.lijst).or_default();
            codes.entry(row.code).or_default().push(betekenis);
        }
        Ok(redenen)
    }

    /// The meaning of `code` in `release`. A sender may use a code before or after its time: then its only meaning,
    /// or of several the newest.
    fn zoek(&self, wet: Wet, lijst: &str, code: &str, release: Release) -> i64 {
        let codes = self.betekenissen.get(&wet).and_then(|lijsten| lijsten.get(lijst));
        let Some(betekenissen) = codes.and_then(|codes| codes.get(code)) else { return ONBEKEND };
        betekenissen
            .iter()
            .find(|betekenis| betekenis.geldt(release))
            .or_else(|| betekenissen.iter().max_by_key(|betekenis| betekenis.van))
            .map_or(ONBEKEND, |betekenis| betekenis.reden_sk)
    }

    /// Why a delivery ended.
    pub(super) fn beeindiging(&self, wet: Wet, release: Release, reden: &RedenBeeindiging) -> i64 {
        self.zoek(wet, "reden_beeindiging", reden.code(), release)
    }

    /// Why an allocation changed; in 2.0 the code has one digit and a list of its own.
    pub(super) fn wijziging(&self, wet: Wet, release: Release, reden: &RedenWijziging) -> i64 {
        let lijst = match reden.code().len() {
            1 => "reden_intrekking",
            _ => "reden_wijziging",
        };
        self.zoek(wet, lijst, reden.code(), release)
    }

    /// Why a request was refused.
    pub(super) fn afwijzing(&self, wet: Wet, feit: &FeitVerzoek) -> i64 {
        feit.reden_afwijzing.map_or(ONBEKEND, |reden| {
            self.zoek(wet, "reden_afwijzing", reden.code(), Release::R3_2)
        })
    }
}

fn release(text: Option<String>) -> Result<Option<Release>, Error> {
    text.map(|text| text.parse().map_err(|_| Error::Corrupt { what: "dwh.dim_reden.release" }))
        .transpose()
}

/// Provider, person, date and code: what a fact has left of the record that named its reason.
type Naam<'k> = (AgbCode, Clientsleutel, NaiveDate, &'k str);

/// The releases of the records of a chain that name a reason. Empty when all are of 3.x: there no code changed.
#[derive(Debug)]
pub(super) struct Releases<'k> {
    wijzigingen: BTreeMap<Naam<'k>, Release>,
    stops: BTreeMap<Naam<'k>, Release>,
}

impl<'k> Releases<'k> {
    pub(super) fn new(keten: &'k Keten) -> Self {
        let is_oud = |release: Release| release.generatie() != Generatie::V3;
        let mut releases = Self { wijzigingen: BTreeMap::new(), stops: BTreeMap::new() };
        if keten.toewijzingen.iter().any(|rij| is_oud(rij.herkomst.release)) {
            for rij in &keten.toewijzingen {
                let Some(reden) = &rij.record.reden_wijziging else { continue };
                let datum = rij.record.toewijzingsdatum;
                let naam = (rij.herkomst.agb, rij.record.client, datum, reden.code());
                add(&mut releases.wijzigingen, naam, rij.herkomst.release);
            }
        }
        if keten.stops.iter().any(|rij| is_oud(rij.herkomst.release)) {
            for rij in &keten.stops {
                let reden = &rij.record.reden_beeindiging;
                let naam =
                    (rij.herkomst.agb, rij.record.client, rij.record.einddatum, reden.code());
                add(&mut releases.stops, naam, rij.herkomst.release);
            }
        }
        releases
    }

    /// Key of the reason of a version.
    pub(super) fn wijziging(&self, redenen: &Redenen, wet: Wet, stand: &ToewijzingStand) -> i64 {
        let Some(reden) = &stand.reden_wijziging else { return ONBEKEND };
        let naam = (stand.agb, stand.client, stand.toewijzingsdatum, reden.code());
        redenen.wijziging(wet, find(&self.wijzigingen, naam), reden)
    }

    /// Key of the reason of the definitive stop of a delivery.
    pub(super) fn beeindiging(&self, redenen: &Redenen, wet: Wet, feit: &FeitLevering) -> i64 {
        let (Some(reden), Some(einddatum)) = (&feit.reden_beeindiging, feit.einddatum) else {
            return ONBEKEND;
        };
        let naam = (feit.sleutel.agb, feit.client, einddatum, reden.code());
        redenen.beeindiging(wet, find(&self.stops, naam), reden)
    }
}

/// Of two records that a fact cannot tell apart the older release counts, whatever came first.
fn add<'k>(releases: &mut BTreeMap<Naam<'k>, Release>, naam: Naam<'k>, release: Release) {
    releases.entry(naam).and_modify(|oudste| *oudste = release.min(*oudste)).or_insert(release);
}

fn find(releases: &BTreeMap<Naam<'_>, Release>, naam: Naam<'_>) -> Release {
    releases.get(&naam).copied().unwrap_or(Release::R3_2)
}
