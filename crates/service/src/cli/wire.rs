//! The JSON of the commands that show the ledger. Field names are a public contract: they may grow, not change.

use chrono::{DateTime, NaiveDate, Utc};
use load::beheer::{BevindingRij, QuarantaineRij, RunRij, TaakRij, WeigeringenRij};
use serde::Serialize;

/// `status --json`.
#[derive(Debug, Serialize)]
pub(super) struct Status {
    pub(super) version: &'static str,
    pub(super) last_run: Option<Run>,
    pub(super) sources: Vec<SourceStatus>,
    pub(super) quarantine_open: i64,
    pub(super) next: Vec<Next>,
}

/// A source in `status --json`.
#[derive(Debug, Serialize)]
pub(super) struct SourceStatus {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) status: String,
    pub(super) last_success: Option<DateTime<Utc>>,
    pub(super) age_seconds: Option<i64>,
    pub(super) error_code: Option<String>,
    pub(super) error: Option<String>,
}

/// When a source is due.
#[derive(Debug, Serialize)]
pub(super) struct Next {
    pub(super) source: String,
    pub(super) at: String,
}

/// A run.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "`run_id` is the name in the contract")]
pub(super) struct Run {
    pub(super) run_id: i64,
    pub(super) kind: String,
    pub(super) rerun_of: Option<i64>,
    pub(super) status: String,
    pub(super) started_at: DateTime<Utc>,
    pub(super) ended_at: Option<DateTime<Utc>>,
    pub(super) started_by: String,
    pub(super) version: String,
    pub(super) peildatum: NaiveDate,
    pub(super) tasks: i64,
    pub(super) tasks_failed: i64,
    pub(super) read: i64,
    pub(super) loaded: i64,
    pub(super) quarantined: i64,
    pub(super) duplicate: i64,
    pub(super) error_code: Option<String>,
    pub(super) error: Option<String>,
}

impl From<RunRij> for Run {
    fn from(run: RunRij) -> Self {
        Self {
            run_id: run.run_id,
            kind: run.soort,
            rerun_of: run.rerun_van,
            status: run.status,
            started_at: run.gestart_op,
            ended_at: run.geeindigd_op,
            started_by: run.gestart_door,
            version: run.versie,
            peildatum: run.peildatum,
            tasks: run.taken,
            tasks_failed: run.mislukt,
            read: run.gelezen,
            loaded: run.geladen,
            quarantined: run.gequarantaineerd,
            duplicate: run.dubbel,
            error_code: run.foutcode,
            error: run.fout,
        }
    }
}

/// `runs --json`.
#[derive(Debug, Serialize)]
pub(super) struct Runs {
    pub(super) runs: Vec<Run>,
}

/// `show --json`: the object of `run --json`, from the ledger, with more about each task.
#[derive(Debug, Serialize)]
pub(super) struct Show {
    pub(super) run_id: i64,
    pub(super) status: String,
    pub(super) run: Run,
    pub(super) tasks: Vec<Task>,
    pub(super) totals: Totals,
    pub(super) refusals: Vec<Refusals>,
}

/// A task.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "`task_id` is the name in the contract")]
pub(super) struct Task {
    pub(super) task_id: i64,
    pub(super) source: String,
    pub(super) kind: String,
    pub(super) unit: String,
    pub(super) status: String,
    pub(super) attempt: i32,
    pub(super) published: bool,
    pub(super) redone_in_run: Option<i64>,
    pub(super) read: i64,
    pub(super) loaded: i64,
    pub(super) quarantined: i64,
    pub(super) duplicate: i64,
    pub(super) read_eurocent: i64,
    pub(super) loaded_eurocent: i64,
    pub(super) quarantined_eurocent: i64,
    pub(super) duplicate_eurocent: i64,
    pub(super) started_at: DateTime<Utc>,
    pub(super) ended_at: Option<DateTime<Utc>>,
    pub(super) error_code: Option<String>,
    pub(super) error: Option<String>,
}

impl From<TaakRij> for Task {
    fn from(task: TaakRij) -> Self {
        Self {
            task_id: task.taak_id,
            source: task.bron,
            kind: task.soort,
            unit: task.eenheid,
            status: task.status,
            attempt: task.poging,
            published: task.is_gepubliceerd,
            redone_in_run: task.overgedaan_in_run,
            read: task.gelezen,
            loaded: task.geladen,
            quarantined: task.gequarantaineerd,
            duplicate: task.dubbel,
            read_eurocent: task.bedrag_gelezen_eurocent,
            loaded_eurocent: task.bedrag_geladen_eurocent,
            quarantined_eurocent: task.bedrag_gequarantaineerd_eurocent,
            duplicate_eurocent: task.bedrag_dubbel_eurocent,
            started_at: task.gestart_op,
            ended_at: task.geeindigd_op,
            error_code: task.foutcode,
            error: task.fout,
        }
    }
}

/// Sums over the tasks that read files.
#[derive(Debug, Serialize)]
pub(super) struct Totals {
    pub(super) read: i64,
    pub(super) loaded: i64,
    pub(super) quarantined: i64,
    pub(super) duplicate: i64,
}

/// Refusals of a run for one reason.
#[derive(Debug, Serialize)]
pub(super) struct Refusals {
    pub(super) source: String,
    pub(super) code: String,
    pub(super) count: i64,
    pub(super) records: i64,
    pub(super) open: i64,
}

impl From<WeigeringenRij> for Refusals {
    fn from(row: WeigeringenRij) -> Self {
        Self {
            source: row.bron,
            code: row.code,
            count: row.aantal,
            records: row.records,
            open: row.nog_open,
        }
    }
}

/// `quarantine list --json`.
#[derive(Debug, Serialize)]
pub(super) struct QuarantineList {
    pub(super) quarantine: Vec<Quarantine>,
    /// Open refusals in all, also those that the limit left out.
    pub(super) open: i64,
}

/// A refusal.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "`quarantine_id` follows `run_id` and `task_id`")]
pub(super) struct Quarantine {
    pub(super) quarantine_id: i64,
    pub(super) source: String,
    pub(super) file: String,
    pub(super) file_id: i64,
    pub(super) sha256: String,
    pub(super) run_id: Option<i64>,
    pub(super) task_id: i64,
    pub(super) record: Option<i32>,
    pub(super) place: String,
    pub(super) code: String,
    /// Rule of the standard, of its schema or of the hub that was broken; `Sluis`: a bound of our own.
    pub(super) rule: Option<&'static str>,
    pub(super) explanation: String,
    pub(super) status: String,
    pub(super) records: i32,
    pub(super) amount_eurocent: Option<i64>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) closed_at: Option<DateTime<Utc>>,
}

impl From<QuarantaineRij> for Quarantine {
    fn from(row: QuarantaineRij) -> Self {
        Self {
            quarantine_id: row.quarantaine_id,
            source: row.bron,
            file: domain::verberg_bsn(&row.naam),
            file_id: row.bestand_id,
            sha256: row.sha256,
            run_id: row.run_id,
            task_id: row.taak_id,
            record: row.regelnummer,
            place: row.plaats,
            rule: row.code.parse().ok().map(domain::Code::regel),
            code: row.code,
            explanation: row.uitleg,
            status: row.status,
            records: row.records,
            amount_eurocent: row.bedrag_eurocent,
            created_at: row.gemaakt_op,
            closed_at: row.afgehandeld_op,
        }
    }
}

/// `bevinding list --json`.
#[derive(Debug, Serialize)]
pub(super) struct FindingList {
    pub(super) findings: Vec<Finding>,
    /// Findings that pass the filter, also those that the limit left out.
    pub(super) total: i64,
}

/// A finding.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "`finding_id` follows `run_id` and `quarantine_id`")]
pub(super) struct Finding {
    /// A text: it has up to 19 digits, and readers of JSON round numbers of more than 15.
    pub(super) finding_id: String,
    pub(super) status: String,
    pub(super) rule: String,
    pub(super) subject: Option<String>,
    pub(super) severity: String,
    pub(super) law: String,
    pub(super) municipality: String,
    pub(super) provider: String,
    pub(super) kind: String,
    pub(super) message: Option<String>,
    pub(super) record: Option<i32>,
    pub(super) allocation: Option<i64>,
    pub(super) explanation: String,
    pub(super) first_seen: NaiveDate,
    pub(super) last_seen: NaiveDate,
    pub(super) resolved: Option<NaiveDate>,
    /// How often it opened again: it had been resolved, or its data changed after it was accepted.
    pub(super) times_reopened: i32,
    /// The newest decision of a person: `geaccepteerd` or `heropend`.
    pub(super) decision: Option<String>,
    pub(super) note: Option<String>,
    pub(super) decided_by: Option<String>,
    pub(super) decided_at: Option<DateTime<Utc>>,
}

impl From<BevindingRij> for Finding {
    fn from(row: BevindingRij) -> Self {
        Self {
            finding_id: row.bevinding_sk.to_string(),
            status: row.status,
            rule: row.regelcode,
            subject: row.onderwerp,
            severity: row.ernst,
            law: row.wet,
            municipality: row.gemeentecode,
            provider: row.agb_code,
            kind: row.berichtsoort,
            message: row.bericht_identificatie,
            record: row.regelnummer,
            allocation: row.toewijzingnummer,
            explanation: row.toelichting,
            first_seen: row.eerst_gezien_op.date_naive(),
            last_seen: row.laatst_gezien_op.date_naive(),
            resolved: row.opgelost_op.map(|at| at.date_naive()),
            times_reopened: row.aantal_heropend,
            decision: row.besluit,
            note: row.notitie,
            decided_by: row.genomen_door,
            decided_at: row.genomen_op,
        }
    }
}

/// `bevinding accept --json` and `bevinding reopen --json`.
#[derive(Debug, Serialize)]
pub(super) struct Decided {
    pub(super) decision: &'static str,
    /// Numbers of the findings that changed.
    pub(super) changed: Vec<String>,
    /// Findings that stood so already.
    pub(super) unchanged: usize,
    /// Numbers of the findings that no longer hold, by a run that ended meanwhile.
    pub(super) resolved: Vec<String>,
}

/// `referentie laden --json`.
#[derive(Debug, Serialize)]
pub(super) struct Replaced {
    pub(super) list: &'static str,
    pub(super) dry_run: bool,
    pub(super) rows: u64,
    pub(super) added: u64,
    pub(super) removed: u64,
    pub(super) unchanged: u64,
}

/// `referentie list --json`.
#[derive(Debug, Serialize)]
pub(super) struct ReferenceLists {
    pub(super) lists: Vec<ReferenceList>,
}

/// A reference list.
#[derive(Debug, Serialize)]
pub(super) struct ReferenceList {
    pub(super) list: String,
    pub(super) rows: i64,
    /// The rule that is not judged without it.
    pub(super) rule: &'static str,
    pub(super) loaded_by: Option<String>,
    pub(super) loaded_at: Option<DateTime<Utc>>,
}
