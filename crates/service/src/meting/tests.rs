use axum::body::{Body, to_bytes};
use sqlx::PgPool;
use tower::ServiceExt;

use super::*;

fn meting(pool: PgPool) -> Arc<Meting> {
    let nu: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
    let dienst = Dienst { nu: Arc::new(move || nu), is_leider: Arc::new(|| true) };
    Meting::new(Db::from_pool(pool.clone()), Db::from_pool(pool), dienst)
}

async fn ask(router: &Router, path: &str) -> (u16, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn metrics_tell_the_ledger_and_every_instance_the_same(pool: PgPool) {
    let sql = "insert into beheer.run (soort, status, gestart_door, versie, fencing, peildatum, gestart_op, \
         geeindigd_op) values ('run', 'partial', 'planner', '1', 1, '2026-11-22', '2026-11-22T03:00Z', \
         '2026-11-22T03:00:01.5Z'); \
         insert into beheer.taak (run_id, bron, soort, eenheid, status, poging, is_gepubliceerd, gelezen, \
         geladen, gequarantaineerd, dubbel, bedrag_gelezen_eurocent, bedrag_geladen_eurocent, \
         bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent, gestart_op, geeindigd_op) values \
         (1, 'berichten', 'inlezen', 'x', 'partial', 1, true, 10, 6, 3, 1, 0, 0, 0, 0, now(), now()), \
         (1, 'dwh', 'publiceren', 'x', 'succeeded', 1, true, 0, 0, 0, 0, 0, 0, 0, 0, now(), \
         '2026-11-22T03:00Z'); \
         insert into beheer.bron (bron, run_id, gelukt_op) values ('berichten', 1, '2026-11-22T11:00Z');";
    sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    let first = meting(pool.clone());
    let pages = Router::new().route("/runs/{id}", get(async || "x"));
    let counted = tel(Arc::clone(&first), pages);
    for path in ["/runs/1", "/runs/2", "/etc/passwd"] {
        ask(&counted, path).await;
    }
    let (status, text) = ask(&router(first), "/metrics").await;
    assert_eq!(status, 200);
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    # HELP sluis_alert_messages_waiting Messages that a channel has not taken yet.
    # HELP sluis_alerts_open Alerts that stand open.
    # HELP sluis_build_info Always 1; the version is a label.
    # HELP sluis_database_up Whether the database answered; without it the figures of the ledger are left out.
    # HELP sluis_http_requests_total Requests over HTTP since this process started, by path and status.
    # HELP sluis_is_leader Whether this instance starts the runs.
    # HELP sluis_last_publication_time_seconds When facts were last published, in seconds since 1970.
    # HELP sluis_last_run_duration_seconds How long the newest run that ended took.
    # HELP sluis_last_run_success Whether the newest run that ended did its work (succeeded or partial).
    # HELP sluis_process_start_time_seconds When this process started, in seconds since 1970.
    # HELP sluis_quarantine_open Refusals that nobody has dealt with.
    # HELP sluis_records_duplicate_total Records in messages that were loaded before.
    # HELP sluis_records_loaded_total Records loaded into landing.
    # HELP sluis_records_quarantined_total Records refused.
    # HELP sluis_records_read_total Records read: loaded, quarantined and duplicate.
    # HELP sluis_requests_queued Requests that wait for a run.
    # HELP sluis_runs Runs in the ledger, by status.
    # HELP sluis_source_age_seconds Time since the source was last read to its end without a failure.
    # TYPE sluis_alert_messages_waiting gauge
    # TYPE sluis_alerts_open gauge
    # TYPE sluis_build_info gauge
    # TYPE sluis_database_up gauge
    # TYPE sluis_http_requests_total counter
    # TYPE sluis_is_leader gauge
    # TYPE sluis_last_publication_time_seconds gauge
    # TYPE sluis_last_run_duration_seconds gauge
    # TYPE sluis_last_run_success gauge
    # TYPE sluis_process_start_time_seconds gauge
    # TYPE sluis_quarantine_open gauge
    # TYPE sluis_records_duplicate_total counter
    # TYPE sluis_records_loaded_total counter
    # TYPE sluis_records_quarantined_total counter
    # TYPE sluis_records_read_total counter
    # TYPE sluis_requests_queued gauge
    # TYPE sluis_runs gauge
    # TYPE sluis_source_age_seconds gauge
    sluis_alert_messages_waiting 0
    sluis_alerts_open{rule="bron_verouderd"} 0
    sluis_alerts_open{rule="quarantaine_aandeel"} 0
    sluis_alerts_open{rule="run_mislukt"} 0
    sluis_alerts_open{rule="run_te_laat"} 0
    sluis_alerts_open{rule="schijf_vol"} 0
    sluis_alerts_open{rule="volume_wijkt_af"} 0
    sluis_build_info{version="0.1.0"} 1
    sluis_database_up 1
    sluis_http_requests_total{path="/runs/{id}",status="200"} 2
    sluis_http_requests_total{path="unmatched",status="404"} 1
    sluis_is_leader 1
    sluis_last_publication_time_seconds 1795316400
    sluis_last_run_duration_seconds 1.5
    sluis_last_run_success 1
    sluis_process_start_time_seconds 1795348800
    sluis_quarantine_open 0
    sluis_records_duplicate_total{source="berichten"} 1
    sluis_records_loaded_total{source="berichten"} 6
    sluis_records_quarantined_total{source="berichten"} 3
    sluis_records_read_total{source="berichten"} 10
    sluis_requests_queued 0
    sluis_runs{status="partial"} 1
    sluis_source_age_seconds{source="berichten"} 3600
    "#);
    let (_, other) = ask(&router(meting(pool)), "/metrics").await;
    let of_ledger = |text: &str| {
        let mut lines: Vec<String> =
            text.lines().filter(|line| line.contains("records")).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(of_ledger(&text), of_ledger(&other));
    assert_eq!(of_ledger(&text).len(), 12);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn ready_is_who_has_a_database_with_the_right_schema(pool: PgPool) {
    let router = router(meting(pool.clone()));
    assert_eq!(ask(&router, "/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(ask(&router, "/readyz").await, (200, "ready\n".to_owned()));
    sqlx::raw_sql("delete from _sqlx_migrations where version >= 18").execute(&pool).await.unwrap();
    assert_eq!(ask(&router, "/readyz").await.0, 503);
    pool.close().await;
    assert_eq!(ask(&router, "/readyz").await.0, 503);
    let (status, text) = ask(&router, "/metrics").await;
    assert_eq!(status, 200);
    assert!(text.contains("sluis_database_up 0"), "{text}");
    assert_eq!(ask(&router, "/healthz").await.0, 200);
}
