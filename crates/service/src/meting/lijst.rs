//! The figures that come from the ledger: their names, labels and explanations.

/// What kind of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Soort {
    /// It only grows.
    Teller,
    /// It goes up and down.
    Stand,
    /// As a stand; told in seconds.
    Milliseconden,
}

/// A figure.
#[derive(Debug)]
pub(super) struct Gemeten {
    /// Its name in `sql/signaal/select_metingen.sql`.
    pub(super) bron: &'static str,
    pub(super) naam: &'static str,
    pub(super) soort: Soort,
    /// Name of its label; empty when it has none.
    pub(super) label: &'static str,
    pub(super) uitleg: &'static str,
}

const fn gemeten(
    bron: &'static str,
    naam: &'static str,
    soort: Soort,
    label: &'static str,
    uitleg: &'static str,
) -> Gemeten {
    Gemeten { bron, naam, soort, label, uitleg }
}

/// All of them.
pub(super) const GEMETEN: [Gemeten; 13] = [
    gemeten("runs", "sluis_runs", Soort::Stand, "status", "Runs in the ledger, by status."),
    gemeten(
        "last_run_duration_ms",
        "sluis_last_run_duration_seconds",
        Soort::Milliseconden,
        "",
        "How long the newest run that ended took.",
    ),
    gemeten(
        "last_run_success",
        "sluis_last_run_success",
        Soort::Stand,
        "",
        "Whether the newest run that ended did its work (succeeded or partial).",
    ),
    gemeten(
        "last_publication",
        "sluis_last_publication_time_seconds",
        Soort::Stand,
        "",
        "When facts were last published, in seconds since 1970.",
    ),
    gemeten(
        "read",
        "sluis_records_read_total",
        Soort::Teller,
        "source",
        "Records read: loaded, quarantined and duplicate.",
    ),
    gemeten(
        "loaded",
        "sluis_records_loaded_total",
        Soort::Teller,
        "source",
        "Records loaded into landing.",
    ),
    gemeten(
        "quarantined",
        "sluis_records_quarantined_total",
        Soort::Teller,
        "source",
        "Records refused.",
    ),
    gemeten(
        "duplicate",
        "sluis_records_duplicate_total",
        Soort::Teller,
        "source",
        "Records in messages that were loaded before.",
    ),
    gemeten(
        "age",
        "sluis_source_age_seconds",
        Soort::Stand,
        "source",
        "Time since the source was last read to its end without a failure.",
    ),
    gemeten(
        "quarantine_open",
        "sluis_quarantine_open",
        Soort::Stand,
        "",
        "Refusals that nobody has dealt with.",
    ),
    gemeten("queued", "sluis_requests_queued", Soort::Stand, "", "Requests that wait for a run."),
    gemeten("alerts_open", "sluis_alerts_open", Soort::Stand, "rule", "Alerts that stand open."),
    gemeten(
        "messages_waiting",
        "sluis_alert_messages_waiting",
        Soort::Stand,
        "",
        "Messages that a channel has not taken yet.",
    ),
];
