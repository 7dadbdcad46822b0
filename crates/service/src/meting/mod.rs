//! `/metrics`, `/healthz` and `/readyz`: for machines that watch. No sign-in, and nothing of a person: serve them on an
//! address of their own that is not public.
//!
//! What the ledger knows is read when it is asked, in one statement: it survives restarts, and a second instance tells
//! the same. Only requests over HTTP are counted in the process.

mod lijst;

use core::time::Duration;
use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use load::Db;
use load::signaal::metingen;
use metrics::{Counter, counter, describe_counter, describe_gauge, gauge, with_local_recorder};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use tokio::time::timeout;
use tracing::warn;

use crate::signaal::REGELS;
use lijst::{GEMETEN, Soort};

/// Longest time of a look at the database: who asks has a limit of its own, mostly ten seconds.
const DATABASE_MAX: Duration = Duration::from_secs(5);

/// What only the service knows.
#[derive(Clone)]
pub struct Dienst {
    /// The moment.
    pub nu: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// Whether this instance leads.
    pub is_leider: Arc<dyn Fn() -> bool + Send + Sync>,
}

impl fmt::Debug for Dienst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dienst")
    }
}

/// Figures of this process, and where the others are.
pub struct Meting {
    db: Db,
    lader: Db,
    dienst: Dienst,
    gestart: DateTime<Utc>,
    recorder: PrometheusRecorder,
}

impl fmt::Debug for Meting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meting").field("gestart", &self.gestart).finish_non_exhaustive()
    }
}

/// A figure that a gauge can hold exactly; no count of ours comes near the end.
fn whole(value: i64) -> u32 {
    u32::try_from(value.max(0)).unwrap_or(u32::MAX)
}

impl Meting {
    /// Begins to count. Figures come over `db`, the connections of the pages: who asks much does not hold up a run, which
    /// uses `lader`.
    pub fn new(db: Db, lader: Db, dienst: Dienst) -> Arc<Self> {
        let recorder = PrometheusBuilder::new().build_recorder();
        with_local_recorder(&recorder, || {
            describe_counter!(
                "sluis_http_requests_total",
                "Requests over HTTP since this process started, by path and status."
            );
        });
        Arc::new(Self { db, lader, gestart: (dienst.nu)(), dienst, recorder })
    }

    /// Everything in the text format of Prometheus.
    async fn tekst(&self) -> String {
        let looked = timeout(DATABASE_MAX, metingen(&self.db, (self.dienst.nu)(), &REGELS)).await;
        let found = match looked {
            Ok(Ok(found)) => Some(found),
            Ok(Err(error)) => {
                warn!(code = error.code(), "the figures of the ledger could not be read");
                None
            }
            Err(_) => {
                warn!("the database did not answer in time; its figures are left out");
                None
            }
        };
        // A recorder of its own each time: what is no longer in the ledger is no longer told.
        let ledger = PrometheusBuilder::new().build_recorder();
        with_local_recorder(&ledger, || {
            self.process(found.is_some());
            for meting in found.unwrap_or_default() {
                let Some(soort) = GEMETEN.iter().find(|soort| soort.bron == meting.naam) else {
                    continue;
                };
                write(soort, &meting.label, meting.waarde);
            }
        });
        format!("{}{}", self.recorder.handle().render(), ledger.handle().render())
    }

    fn process(&self, is_up: bool) {
        describe_gauge!("sluis_build_info", "Always 1; the version is a label.");
        gauge!("sluis_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
        describe_gauge!(
            "sluis_process_start_time_seconds",
            "When this process started, in seconds since 1970."
        );
        gauge!("sluis_process_start_time_seconds").set(whole(self.gestart.timestamp()));
        describe_gauge!("sluis_is_leader", "Whether this instance starts the runs.");
        gauge!("sluis_is_leader").set(u32::from((self.dienst.is_leider)()));
        describe_gauge!(
            "sluis_database_up",
            "Whether the database answered; without it the figures of the ledger are left out."
        );
        gauge!("sluis_database_up").set(u32::from(is_up));
    }
}

fn write(meting: &lijst::Gemeten, label: &str, waarde: i64) {
    let labels: Vec<(&str, String)> = match meting.label {
        "" => Vec::new(),
        name => vec![(name, label.to_owned())],
    };
    match meting.soort {
        Soort::Teller => {
            describe_counter!(meting.naam, meting.uitleg);
            let counter: Counter = counter!(meting.naam, &labels);
            counter.absolute(u64::try_from(waarde).unwrap_or_default());
        }
        Soort::Stand => {
            describe_gauge!(meting.naam, meting.uitleg);
            gauge!(meting.naam, &labels).set(whole(waarde));
        }
        Soort::Milliseconden => {
            describe_gauge!(meting.naam, meting.uitleg);
            let duration = Duration::from_millis(u64::try_from(waarde).unwrap_or_default());
            gauge!(meting.naam, &labels).set(duration);
        }
    }
}

/// `/metrics`, `/healthz` (the process lives) and `/readyz` (the database answers and has the right schema).
pub fn router(meting: Arc<Meting>) -> Router {
    Router::new()
        .route("/metrics", get(toon))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(klaar))
        .with_state(meting)
}

/// Counts the requests to `router`.
pub fn tel(meting: Arc<Meting>, router: Router) -> Router {
    router.layer(middleware::from_fn_with_state(meting, tel_verzoek))
}

async fn tel_verzoek(State(meting): State<Arc<Meting>>, request: Request, next: Next) -> Response {
    // The path as it is routed: what a visitor typed could be anything.
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    with_local_recorder(&meting.recorder, || {
        counter!("sluis_http_requests_total", "path" => path, "status" => status).increment(1);
    });
    response
}

async fn toon(State(meting): State<Arc<Meting>>) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (headers, meting.tekst().await)
}

async fn klaar(State(meting): State<Arc<Meting>>) -> (StatusCode, &'static str) {
    let checked = async {
        meting.lader.check_schema().await?;
        meting.db.check_schema().await
    };
    match timeout(DATABASE_MAX, checked).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n"),
        Ok(Err(error)) if error.is_unavailable() => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be reached\n")
        }
        Ok(Err(_)) => {
            (StatusCode::SERVICE_UNAVAILABLE, "the schema of the database is not the right one\n")
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

#[cfg(test)]
mod tests;
