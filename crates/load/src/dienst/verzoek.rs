//! Requests to the service: rows that the instance that leads takes and does, one after the other.

use core::fmt::Write as _;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::ledger::{Handeling, record_audit_in};
use crate::{Db, Error};

/// What is asked of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opdracht {
    /// Load what is new.
    Run {
        /// Names of sources; empty: all.
        bronnen: Vec<String>,
        /// The day that counts as today; `None`: the day the run begins.
        peildatum: Option<NaiveDate>,
        /// Whether a full CSV delivery may be much smaller than what stands.
        is_bevestigd: bool,
    },
    /// All tasks of a run again.
    RerunRun(i64),
    /// One task again.
    RerunTaak(i64),
    /// What stands as failed: of a run, or of all runs.
    RerunMislukt(Option<i64>),
    /// Everything of one source that was read on these days.
    RerunBron {
        /// Name of the source.
        bron: String,
        /// First day; `None`: from the beginning.
        van: Option<NaiveDate>,
        /// Last day; `None`: up to now.
        tot: Option<NaiveDate>,
    },
    /// Files in quarantine again.
    Replay {
        /// Numbers of quarantine rows; `None`: all that are open.
        rijen: Option<Vec<i64>>,
        /// Code; `None`: all.
        code: Option<String>,
    },
    /// Stop a run that is busy after its transaction in hand.
    Annuleren(i64),
    /// The same for a request: one that waits is not begun.
    AnnulerenVerzoek(i64),
}

impl Opdracht {
    /// The word as it stands in `beheer.verzoek.soort`.
    pub const fn soort(&self) -> &'static str {
        match self {
            Self::Run { .. } => "run",
            Self::RerunRun(_)
            | Self::RerunTaak(_)
            | Self::RerunMislukt(_)
            | Self::RerunBron { .. } => "rerun",
            Self::Replay { .. } => "replay",
            Self::Annuleren(_) | Self::AnnulerenVerzoek(_) => "annuleren",
        }
    }

    /// All of it on one line: equal requests have equal lines, whatever the order of their lists.
    pub fn inhoud(&self) -> String {
        let mut text = String::from(self.soort());
        let sorted = |list: &[String]| {
            let mut list = list.to_vec();
            list.sort_unstable();
            list.dedup();
            list.join(",")
        };
        // Writing to a String does not fail.
        let _ = match self {
            Self::Run { bronnen, peildatum, is_bevestigd } => {
                let day = peildatum.map(|day| day.to_string()).unwrap_or_default();
                let toch = if *is_bevestigd { " toch" } else { "" };
                write!(text, " bronnen={} peildatum={day}{toch}", sorted(bronnen))
            }
            Self::RerunRun(run) | Self::Annuleren(run) => write!(text, " run={run}"),
            Self::AnnulerenVerzoek(verzoek) => write!(text, " verzoek={verzoek}"),
            Self::RerunTaak(taak) => write!(text, " taak={taak}"),
            Self::RerunMislukt(Some(run)) => write!(text, " mislukt run={run}"),
            Self::RerunMislukt(None) => write!(text, " mislukt"),
            Self::RerunBron { bron, van, tot } => {
                let day = |day: &Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
                write!(text, " bron={bron} van={} tot={}", day(van), day(tot))
            }
            Self::Replay { rijen, code } => {
                let mut rijen = rijen.clone().unwrap_or_default();
                rijen.sort_unstable();
                rijen.dedup();
                let rijen: Vec<String> = rijen.iter().map(ToString::to_string).collect();
                let code = code.as_deref().unwrap_or_default();
                write!(text, " rijen={} code={code}", rijen.join(","))
            }
        };
        text
    }
}

/// Where a request came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Herkomst {
    /// The clock.
    Planner,
    /// A web page.
    Pagina,
    /// The command line.
    Opdrachtregel,
}

impl Herkomst {
    /// The word as it stands in `beheer.verzoek.herkomst` and in the audit.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planner => "planner",
            Self::Pagina => "pagina",
            Self::Opdrachtregel => "opdrachtregel",
        }
    }
}

/// A request that is made.
#[derive(Debug, Clone)]
pub struct NieuwVerzoek<'a> {
    /// Idempotency key: sent twice, it counts once.
    pub sleutel: Uuid,
    /// What.
    pub opdracht: Opdracht,
    /// Why; without it a rerun of published work is refused by whoever asks.
    pub reden: Option<&'a str>,
    /// Name of the plan, for the planner.
    pub plan: Option<&'a str>,
    /// Who.
    pub wie: &'a str,
    /// From where.
    pub herkomst: Herkomst,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Antwoord {
    /// It is in the queue under this number.
    Aangenomen(i64),
    /// The same was asked before: this number; nothing was added.
    Bestond(i64),
}

/// A request as it stands.
#[derive(Debug, Clone, FromRow)]
pub struct VerzoekRij {
    /// Number.
    pub verzoek_id: i64,
    /// `run`, `rerun`, `replay` or `annuleren`.
    pub soort: String,
    /// All that was asked, on one line.
    pub inhoud: String,
    /// Why.
    pub reden: Option<String>,
    /// Plan of the planner.
    pub plan: Option<String>,
    /// Who asked.
    pub wie: String,
    /// `planner`, `pagina` or `opdrachtregel`.
    pub herkomst: String,
    /// Status word.
    pub status: String,
    /// How often it was begun.
    pub poging: i32,
    /// Run that did it.
    pub run_id: Option<i64>,
    /// Code of the failure.
    pub foutcode: Option<String>,
    /// What went wrong.
    pub fout: Option<String>,
    /// When it was asked.
    pub gevraagd_op: DateTime<Utc>,
    /// Not before.
    pub niet_voor: Option<DateTime<Utc>>,
    /// When the service began.
    pub begonnen_op: Option<DateTime<Utc>>,
    /// When it was done.
    pub afgehandeld_op: Option<DateTime<Utc>>,
}

/// Asks the service for something, and writes down in the audit that somebody did: together, or neither.
///
/// # Errors
/// `Database`.
pub async fn vraag(db: &Db, verzoek: &NieuwVerzoek<'_>) -> Result<Antwoord, Error> {
    let mut transaction = db.pool().begin().await?;
    let inhoud = verzoek.opdracht.inhoud();
    let antwoord = loop {
        if let Some(made) = insert(&mut transaction, verzoek, &inhoud, false).await? {
            break Antwoord::Aangenomen(made);
        }
        let sql = include_str!("../../../../sql/dienst/select_zelfde_verzoek.sql");
        let same: Option<i64> = sqlx::query_scalar(sql)
            .bind(verzoek.sleutel)
            .bind(&inhoud)
            .fetch_optional(&mut *transaction)
            .await?;
        // None: the one that was in the way ended in between.
        if let Some(same) = same {
            break Antwoord::Bestond(same);
        }
    };
    let resultaat = match antwoord {
        Antwoord::Aangenomen(nummer) => format!("aangenomen als verzoek {nummer}"),
        Antwoord::Bestond(nummer) => format!("stond al als verzoek {nummer}"),
    };
    let handeling = Handeling {
        wie: verzoek.wie,
        handeling: verzoek.opdracht.soort(),
        object: &inhoud,
        resultaat: &resultaat,
        herkomst: verzoek.herkomst.code(),
    };
    record_audit_in(&mut transaction, &handeling).await?;
    transaction.commit().await?;
    Ok(antwoord)
}

pub(super) async fn insert(
    connection: &mut sqlx::PgConnection,
    verzoek: &NieuwVerzoek<'_>,
    inhoud: &str,
    is_samengevoegd: bool,
) -> Result<Option<i64>, Error> {
    let fields = Fields::of(&verzoek.opdracht);
    let sql = include_str!("../../../../sql/dienst/insert_verzoek.sql");
    Ok(sqlx::query_scalar(sql)
        .bind(verzoek.sleutel)
        .bind(verzoek.opdracht.soort())
        .bind(inhoud)
        .bind(fields.bronnen)
        .bind(fields.run_id)
        .bind(fields.taak_id)
        .bind(fields.rijen)
        .bind(fields.code)
        .bind(fields.van)
        .bind(fields.tot)
        .bind(fields.peildatum)
        .bind(fields.is_bevestigd)
        .bind(fields.is_mislukt)
        .bind(verzoek.reden)
        .bind(verzoek.plan)
        .bind(verzoek.wie)
        .bind(verzoek.herkomst.code())
        .bind(fields.verzoek_id)
        .bind(is_samengevoegd)
        .fetch_optional(connection)
        .await?)
}

/// The columns of an order.
#[derive(Debug, Default)]
struct Fields {
    verzoek_id: Option<i64>,
    bronnen: Vec<String>,
    run_id: Option<i64>,
    taak_id: Option<i64>,
    rijen: Option<Vec<i64>>,
    code: Option<String>,
    van: Option<NaiveDate>,
    tot: Option<NaiveDate>,
    peildatum: Option<NaiveDate>,
    is_bevestigd: bool,
    is_mislukt: bool,
}

impl Fields {
    fn of(opdracht: &Opdracht) -> Self {
        let none = Self::default();
        match opdracht.clone() {
            Opdracht::Run { bronnen, peildatum, is_bevestigd } => {
                Self { bronnen, peildatum, is_bevestigd, ..none }
            }
            Opdracht::RerunRun(run) | Opdracht::Annuleren(run) => {
                Self { run_id: Some(run), ..none }
            }
            Opdracht::AnnulerenVerzoek(verzoek) => Self { verzoek_id: Some(verzoek), ..none },
            Opdracht::RerunTaak(taak) => Self { taak_id: Some(taak), ..none },
            Opdracht::RerunMislukt(run_id) => Self { run_id, is_mislukt: true, ..none },
            Opdracht::RerunBron { bron, van, tot } => {
                Self { bronnen: vec![bron], van, tot, ..none }
            }
            Opdracht::Replay { rijen, code } => Self { rijen, code, ..none },
        }
    }
}

/// The requests that are open, then the newest of those that are done, `rows_max` together.
///
/// # Errors
/// `Database`.
pub async fn list(db: &Db, rows_max: i64) -> Result<Vec<VerzoekRij>, Error> {
    let sql = include_str!("../../../../sql/dienst/select_verzoeken.sql");
    Ok(sqlx::query_as(sql).bind(rows_max).fetch_all(db.pool()).await?)
}

/// One request; `None` when there is none of that number.
///
/// # Errors
/// `Database`.
pub async fn find(db: &Db, verzoek_id: i64) -> Result<Option<VerzoekRij>, Error> {
    let sql = include_str!("../../../../sql/dienst/select_verzoek.sql");
    Ok(sqlx::query_as(sql).bind(verzoek_id).fetch_optional(db.pool()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_requests_have_equal_lines_and_others_do_not() {
        let run = |bronnen: &[&str]| Opdracht::Run {
            bronnen: bronnen.iter().map(|naam| (*naam).to_owned()).collect(),
            peildatum: None,
            is_bevestigd: false,
        };
        assert_eq!(run(&["b", "a"]).inhoud(), run(&["a", "b", "a"]).inhoud());
        let day = NaiveDate::from_ymd_opt(2026, 11, 1);
        let lines: std::collections::BTreeSet<String> = [
            run(&[]),
            run(&["a"]),
            Opdracht::RerunRun(1),
            Opdracht::RerunTaak(1),
            Opdracht::RerunMislukt(Some(1)),
            Opdracht::RerunMislukt(None),
            Opdracht::RerunBron { bron: "a".to_owned(), van: day, tot: None },
            Opdracht::RerunBron { bron: "a".to_owned(), van: None, tot: day },
            Opdracht::Replay { rijen: None, code: None },
            Opdracht::Replay { rijen: Some(vec![1]), code: None },
            Opdracht::Annuleren(1),
            Opdracht::AnnulerenVerzoek(1),
        ]
        .iter()
        .map(Opdracht::inhoud)
        .collect();
        assert_eq!(lines.len(), 12);
    }
}
