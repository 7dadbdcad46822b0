//! The reasons of `dwh.dim_reden` as facts refer to them: one code can mean other things per law and per release.

use std::collections::BTreeMap;

use domain::{Release, Wet};
use sqlx::{FromRow, PgConnection};
use transform::{FeitLevering, FeitVerzoek, ToewijzingStand};

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

    /// Why a delivery ended, as its definitive stop says.
    pub(super) fn beeindiging(&self, wet: Wet, feit: &FeitLevering) -> i64 {
        let (Some(reden), Some(release)) = (&feit.reden_beeindiging, feit.reden_release) else {
            return ONBEKEND;
        };
        self.zoek(wet, "reden_beeindiging", reden.code(), release)
    }

    /// Why an allocation changed; in 2.0 the code has one digit and a list of its own.
    pub(super) fn wijziging(&self, wet: Wet, stand: &ToewijzingStand) -> i64 {
        let Some(reden) = &stand.reden_wijziging else { return ONBEKEND };
        let lijst = match reden.code().len() {
            1 => "reden_intrekking",
            _ => "reden_wijziging",
        };
        self.zoek(wet, lijst, reden.code(), stand.release)
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
