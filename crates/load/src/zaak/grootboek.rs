//! What the ledger holds of a delivery: its task, its file and what of it was refused.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::zaaksysteem::Entiteit;
use domain::{Code, Gemeentecode};
use sqlx::PgConnection;

use crate::Error;
use crate::copy::{CopyRow, RowEncoder, copy_rows};
use crate::ledger::{Aantal, FinishedTask, Status, TaakSoort, Telling, record_task_in};

use super::{Geschreven, Geweigerd, Levering, Leveringsoort};

/// Refused rows of a file that are told one by one; more would tell nobody more.
pub(super) const PLAATSEN_MAX: usize = 10_000;
const COPY_QUARANTAINE: &str = "copy beheer.quarantaine (bestand_id, regelnummer, plaats, code, \
     uitleg, status, records, gemaakt_op) from stdin (format binary)";

/// A [`Levering`] that is at work.
#[derive(Debug)]
pub(super) struct Gegeven {
    pub(super) bron: String,
    pub(super) naam: String,
    pub(super) bestand_id: i64,
    pub(super) is_herlezen: bool,
    pub(super) peildatum: NaiveDate,
    pub(super) soort: Leveringsoort,
    pub(super) daling_max: u8,
    pub(super) is_bevestigd: bool,
    /// Whether rows of the file were loaded when it was read before; known once its delivery was folded out.
    pub(super) is_eerder_geladen: bool,
    pub(super) gemeente: Option<Gemeentecode>,
    pub(super) entiteiten: Vec<Entiteit>,
    pub(super) taak_id: i64,
    sha256: [u8; 32],
    grootte: i64,
    gewijzigd_ns: i64,
    run_id: i64,
    poging: i32,
    gestart_op: DateTime<Utc>,
    nu: DateTime<Utc>,
}

impl Gegeven {
    /// `levering` with the number of its file.
    pub(super) async fn new(
        connection: &mut PgConnection,
        levering: &Levering<'_>,
    ) -> Result<Self, Error> {
        let nieuw = i32::from(levering.bestand_id.is_none());
        let sql = include_str!("../../../../sql/ledger/allocate_ids.sql");
        let (fresh, nu): (Vec<i64>, DateTime<Utc>) =
            sqlx::query_as(sql).bind(nieuw).fetch_one(connection).await?;
        let bestand_id = levering.bestand_id.or_else(|| fresh.first().copied());
        let mut entiteiten = levering.entiteiten.to_vec();
        entiteiten.sort_unstable();
        entiteiten.dedup();
        Ok(Self {
            bron: levering.bron.to_owned(),
            naam: levering.naam.to_owned(),
            bestand_id: bestand_id.ok_or(Error::Corrupt { what: "beheer.bestand_id_seq" })?,
            is_herlezen: levering.bestand_id.is_some(),
            peildatum: levering.peildatum,
            soort: levering.soort,
            daling_max: levering.daling_max,
            is_bevestigd: levering.is_bevestigd,
            is_eerder_geladen: false,
            gemeente: levering.gemeente,
            entiteiten,
            taak_id: levering.taak_id,
            sha256: levering.sha256,
            grootte: i64::try_from(levering.grootte)
                .map_err(|_| Error::Value { what: "the size of a file" })?,
            gewijzigd_ns: levering.gewijzigd_ns,
            run_id: levering.run_id,
            poging: levering.poging,
            gestart_op: levering.gestart_op,
            nu,
        })
    }

    /// An earlier file with the same bytes for the same day.
    pub(super) async fn zoek_dubbel(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Option<i64>, Error> {
        let sql = include_str!("../../../../sql/zaak/landing/select_dubbel.sql");
        let dubbel_van = sqlx::query_scalar(sql)
            .bind(&self.bron)
            .bind(self.sha256.as_slice())
            .bind(self.peildatum)
            .bind(self.soort.code())
            .bind(self.bestand_id)
            .fetch_optional(connection)
            .await?;
        Ok(dubbel_van)
    }

    /// Writes the delivery down.
    pub(super) async fn schrijf_levering(
        &self,
        connection: &mut PgConnection,
        rijen: i64,
    ) -> Result<(), Error> {
        let entiteiten: Vec<&str> = self.entiteiten.iter().map(|soort| soort.naam()).collect();
        sqlx::query(include_str!("../../../../sql/zaak/landing/insert_levering.sql"))
            .bind(&self.bron)
            .bind(self.bestand_id)
            .bind(&self.naam)
            .bind(self.peildatum)
            .bind(self.soort.code())
            .bind(entiteiten)
            .bind(rijen)
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// The refused rows of a file: the first with their place, of the rest their number by code.
#[derive(Debug, Default)]
pub(super) struct Weigeringen {
    rijen: Vec<Geweigerd>,
    rest: BTreeMap<Code, i64>,
    /// Code, place and rows of the file as a whole.
    geheel: Option<(Code, String, i64)>,
    aantal: i64,
}

impl Weigeringen {
    /// Adds a row.
    pub(super) fn push(&mut self, geweigerd: Geweigerd) {
        self.aantal = self.aantal.saturating_add(1);
        if self.rijen.len() < PLAATSEN_MAX {
            self.rijen.push(geweigerd);
        } else {
            self.tel(geweigerd.code, 1);
        }
    }

    /// Adds rows without a place.
    pub(super) fn push_rest(&mut self, code: Code, aantal: i64) {
        if aantal > 0 {
            self.aantal = self.aantal.saturating_add(aantal);
            self.tel(code, aantal);
        }
    }

    /// Adds the file as a whole.
    pub(super) fn push_bestand(&mut self, code: Code, plaats: &str, rijen: i64) {
        self.aantal = self.aantal.saturating_add(rijen);
        self.geheel = Some((code, plaats.to_owned(), rijen));
    }

    fn tel(&mut self, code: Code, aantal: i64) {
        let som = self.rest.entry(code).or_default();
        *som = som.saturating_add(aantal);
    }

    /// How many rows.
    pub(super) const fn aantal(&self) -> i64 {
        self.aantal
    }

    fn records(&self, bestand_id: i64, nu: DateTime<Utc>) -> Vec<QuarantaineRij<'_>> {
        let rijen = self.rijen.iter().map(|rij| QuarantaineRij {
            bestand_id,
            regel: i32::try_from(rij.regel).ok().filter(|regel| *regel > 0),
            plaats: &rij.plaats,
            code: rij.code,
            records: 1,
            nu,
        });
        let rest = self.rest.iter().map(|(code, aantal)| QuarantaineRij {
            bestand_id,
            regel: None,
            plaats: "overige regels",
            code: *code,
            records: *aantal,
            nu,
        });
        let geheel = self.geheel.iter().map(|(code, plaats, records)| QuarantaineRij {
            bestand_id,
            regel: None,
            plaats,
            code: *code,
            records: *records,
            nu,
        });
        rijen.chain(rest).chain(geheel).collect()
    }
}

/// What became of a file.
#[derive(Debug)]
pub(super) struct Uitkomst {
    /// Why it was refused as a whole, or `ZeroRows`.
    pub(super) code: Option<Code>,
    /// Rows: loaded, quarantined, duplicate.
    pub(super) aantallen: [i64; 3],
    /// Another file with the same bytes.
    pub(super) dubbel_van: Option<i64>,
    /// Whether facts may differ now.
    pub(super) is_veranderd: bool,
}

impl Uitkomst {
    /// Refused as a whole.
    pub(super) fn is_geweigerd(&self) -> bool {
        self.code.is_some_and(|code| code != Code::ZeroRows)
    }

    fn telling(&self) -> Telling {
        let [geladen, gequarantaineerd, dubbel] =
            self.aantallen.map(|records| Aantal { records, ..Aantal::default() });
        Telling { geladen, gequarantaineerd, dubbel }
    }

    /// The word in the ledger.
    fn bestandstatus(&self) -> &'static str {
        let [_, gequarantaineerd, _] = self.aantallen;
        match (self.is_geweigerd(), self.dubbel_van) {
            (true, _) => "quarantaine",
            (false, Some(_)) => "dubbel",
            (false, None) if gequarantaineerd > 0 => "deels",
            (false, None) => "geladen",
        }
    }
}

/// Writes task, file and refusals.
pub(super) async fn boek(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    uitkomst: &Uitkomst,
    weigeringen: &Weigeringen,
) -> Result<Geschreven, Error> {
    let [_, gequarantaineerd, _] = uitkomst.aantallen;
    let is_heel = gequarantaineerd == 0 && !uitkomst.is_geweigerd();
    let task = FinishedTask {
        taak_id: Some(gegeven.taak_id),
        run_id: gegeven.run_id,
        bron: gegeven.bron.clone(),
        soort: TaakSoort::Inlezen,
        eenheid: format!("bestand {}", gegeven.bestand_id),
        status: if is_heel { Status::Succeeded } else { Status::Partial },
        poging: gegeven.poging,
        is_gepubliceerd: !uitkomst.is_veranderd,
        failure: None,
        gestart_op: gegeven.gestart_op,
        telling: uitkomst.telling(),
    };
    record_task_in(connection, &task).await?;
    schrijf_bestand(connection, gegeven, uitkomst).await?;
    let rijen = weigeringen.records(gegeven.bestand_id, gegeven.nu);
    copy_rows(connection, COPY_QUARANTAINE, rijen).await?;
    let bestanden = [gegeven.bestand_id];
    if gegeven.is_herlezen {
        sqlx::query(include_str!("../../../../sql/ledger/close_quarantine.sql"))
            .bind(bestanden.as_slice())
            .bind(gegeven.nu)
            .execute(connection)
            .await?;
    } else if is_heel {
        sqlx::query(include_str!("../../../../sql/ledger/lapse_replaced.sql"))
            .bind(&gegeven.bron)
            .bind([gegeven.naam.as_str()].as_slice())
            .bind(gegeven.bestand_id)
            .execute(connection)
            .await?;
    }
    Ok(Geschreven {
        taak_id: gegeven.taak_id,
        bestand_id: gegeven.bestand_id,
        status: task.status,
        telling: task.telling,
        code: uitkomst.code,
    })
}

async fn schrijf_bestand(
    connection: &mut PgConnection,
    gegeven: &Gegeven,
    uitkomst: &Uitkomst,
) -> Result<(), Error> {
    if gegeven.is_herlezen {
        sqlx::query(include_str!("../../../../sql/ledger/delete_files.sql"))
            .bind([gegeven.bestand_id].as_slice())
            .execute(&mut *connection)
            .await?;
    }
    let [geladen, gequarantaineerd, dubbel] = uitkomst.aantallen;
    let rijen = [uitkomst.telling().gelezen().records, geladen, gequarantaineerd, dubbel]
        .map(i32::try_from)
        .into_iter()
        .collect::<Result<Vec<i32>, _>>()
        .map_err(|_| Error::Value { what: "the number of rows of a file" })?;
    sqlx::query(include_str!("../../../../sql/zaak/landing/insert_bestand.sql"))
        .bind(gegeven.bestand_id)
        .bind(gegeven.taak_id)
        .bind(uitkomst.dubbel_van)
        .bind(&gegeven.bron)
        .bind(&gegeven.naam)
        .bind(gegeven.sha256.as_slice())
        .bind(gegeven.grootte)
        .bind(gegeven.gewijzigd_ns)
        .bind(uitkomst.bestandstatus())
        .bind(uitkomst.code.map(Code::as_str))
        .bind(rijen)
        .execute(connection)
        .await?;
    Ok(())
}

/// What the task stored, when it was written before.
pub(super) async fn zoek_geschreven(
    connection: &mut PgConnection,
    taak_id: i64,
) -> Result<Option<Geschreven>, Error> {
    let row: Option<(bool, [i64; 3], [i64; 3])> =
        sqlx::query_as(include_str!("../../../../sql/ledger/select_written_task.sql"))
            .bind(taak_id)
            .fetch_optional(&mut *connection)
            .await?;
    let Some((is_partial, records, bedragen)) = row else { return Ok(None) };
    let bestand: Option<(i64, Option<String>)> =
        sqlx::query_as(include_str!("../../../../sql/zaak/landing/select_foutcode.sql"))
            .bind(taak_id)
            .fetch_optional(connection)
            .await?;
    let (bestand_id, code) = bestand.ok_or(Error::Corrupt { what: "beheer.bestand.taak_id" })?;
    let code = code.map(|code| code.parse()).transpose();
    Ok(Some(Geschreven {
        taak_id,
        bestand_id,
        status: if is_partial { Status::Partial } else { Status::Succeeded },
        telling: Telling::from_row(records, bedragen),
        code: code.map_err(|_| Error::Corrupt { what: "beheer.bestand.foutcode" })?,
    }))
}

/// Row of `beheer.quarantaine`, open.
struct QuarantaineRij<'q> {
    bestand_id: i64,
    regel: Option<i32>,
    plaats: &'q str,
    code: Code,
    records: i64,
    nu: DateTime<Utc>,
}

impl CopyRow for QuarantaineRij<'_> {
    fn encode(&self, row: &mut RowEncoder) {
        row.i64(self.bestand_id);
        row.optional(self.regel, RowEncoder::i32);
        row.text(self.plaats);
        row.text(self.code.as_str());
        row.text(self.code.uitleg_csv());
        row.text("open");
        row.i32(i32::try_from(self.records).unwrap_or(i32::MAX));
        row.timestamptz(self.nu);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_told_one_by_one_until_there_are_too_many() {
        let mut weigeringen = Weigeringen::default();
        for regel in 1..=10_003 {
            let code = if regel % 2 == 0 { Code::DateInvalid } else { Code::NumberInvalid };
            weigeringen.push(Geweigerd { regel, code, plaats: format!("regel {regel}") });
        }
        weigeringen.push_rest(Code::DuplicateKey, 7);
        weigeringen.push_rest(Code::BsnInvalid, 0);
        assert_eq!(weigeringen.aantal(), 10_010);
        let rijen = weigeringen.records(1, DateTime::UNIX_EPOCH);
        let rest: Vec<_> = rijen[PLAATSEN_MAX..].iter().map(|r| (r.code, r.records)).collect();
        assert_eq!(
            rest,
            [(Code::DateInvalid, 1), (Code::NumberInvalid, 2), (Code::DuplicateKey, 7)]
        );
        assert_eq!(rijen.iter().map(|rij| rij.records).sum::<i64>(), 10_010);
    }
}
