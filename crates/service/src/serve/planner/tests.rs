//! What is due, in tables.

use super::*;

const ZONE: Tz = chrono_tz::Europe::Amsterdam;

fn plan(at: &[&str], catch_up: bool, jitter_seconds: u32) -> Plan {
    Plan {
        name: "nacht".to_owned(),
        at: at.iter().map(|at| at.parse().unwrap()).collect(),
        sources: Vec::new(),
        catch_up,
        jitter_seconds,
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn what_is_due_follows_from_the_state_and_the_clock() {
    let starten = |text| Besluit::Starten(at(text));
    let vast = |text| Besluit::Vastleggen(at(text));
    let four = ["0 0 4 * * *"];
    // Times, whether it catches up, state, now, decision. 04:00 in November is 03:00 UTC.
    for (times, catch_up, laatste, nu, expect) in [
        (&four[..], true, None, "2026-11-22T09:00:00Z", vast("2026-11-22T09:00:00Z")),
        (&four, true, Some("2026-11-21T03:00:00Z"), "2026-11-22T02:59:59Z", Besluit::Niets),
        (
            &four,
            true,
            Some("2026-11-21T03:00:00Z"),
            "2026-11-22T03:00:00Z",
            starten("2026-11-22T03:00:00Z"),
        ),
        (&four, true, Some("2026-11-22T03:00:00Z"), "2026-11-22T03:00:01Z", Besluit::Niets),
        // Three nights down: the last is made up for.
        (
            &four,
            true,
            Some("2026-11-19T03:00:00Z"),
            "2026-11-22T12:00:00Z",
            starten("2026-11-22T03:00:00Z"),
        ),
        (
            &four,
            false,
            Some("2026-11-19T03:00:00Z"),
            "2026-11-22T12:00:00Z",
            vast("2026-11-22T03:00:00Z"),
        ),
        (
            &four,
            false,
            Some("2026-11-19T03:00:00Z"),
            "2026-11-22T03:09:00Z",
            starten("2026-11-22T03:00:00Z"),
        ),
        // The clock went back.
        (
            &four,
            true,
            Some("2026-11-22T03:00:00Z"),
            "2026-11-22T02:10:00Z",
            vast("2026-11-22T02:10:00Z"),
        ),
        // Several times: the latest that has come.
        (
            &["0 0 4 * * *", "0 0 13 * * *"],
            true,
            Some("2026-11-21T03:00:00Z"),
            "2026-11-21T13:00:00Z",
            starten("2026-11-21T12:00:00Z"),
        ),
        // The spring gap: at its end, and once.
        (
            &["0 30 2 * * *"],
            true,
            Some("2026-03-28T01:30:00Z"),
            "2026-03-29T00:59:59Z",
            Besluit::Niets,
        ),
        (
            &["0 30 2 * * *"],
            true,
            Some("2026-03-28T01:30:00Z"),
            "2026-03-29T01:00:00Z",
            starten("2026-03-29T01:00:00Z"),
        ),
        (
            &["0 30 2 * * *"],
            true,
            Some("2026-03-29T01:00:00Z"),
            "2026-03-29T12:00:00Z",
            Besluit::Niets,
        ),
        // The autumn night: the first 02:30, and not the second.
        (
            &["0 30 2 * * *"],
            true,
            Some("2026-10-24T00:30:00Z"),
            "2026-10-25T00:30:00Z",
            starten("2026-10-25T00:30:00Z"),
        ),
        (
            &["0 30 2 * * *"],
            true,
            Some("2026-10-25T00:30:00Z"),
            "2026-10-25T01:30:00Z",
            Besluit::Niets,
        ),
        (
            &["0 30 2 * * *"],
            true,
            Some("2026-10-25T00:30:00Z"),
            "2026-10-25T23:30:00Z",
            Besluit::Niets,
        ),
    ] {
        let found = besluit(&plan(times, catch_up, 0), ZONE, laatste.map(at), at(nu));
        assert_eq!(found, expect, "{times:?} {laatste:?} {nu}");
    }
}

#[test]
fn jitter_is_the_same_every_time_and_within_its_bound() {
    let plan = plan(&["0 0 4 * * *"], true, 900);
    let mut seen = std::collections::BTreeSet::new();
    for day in 1..=28 {
        let moment = at(&format!("2026-02-{day:02}T03:00:00Z"));
        let wait = jitter(&plan, moment);
        assert_eq!(wait, jitter(&plan, moment));
        assert!(wait <= TimeDelta::seconds(900));
        let laatste = Some(moment - TimeDelta::hours(20));
        let before = moment + wait - TimeDelta::seconds(1);
        assert_eq!(besluit(&plan, ZONE, laatste, before), Besluit::Niets);
        assert_eq!(besluit(&plan, ZONE, laatste, moment + wait), Besluit::Starten(moment));
        assert_eq!(volgende(&plan, ZONE, before), Some(moment + wait));
        seen.insert(wait);
    }
    assert!(seen.len() > 20, "the starts are spread");
}

#[test]
fn a_key_tells_plan_and_moment() {
    let moment = at("2026-11-22T03:00:00Z");
    assert_eq!(sleutel("nacht", moment), sleutel("nacht", moment));
    assert_ne!(sleutel("nacht", moment), sleutel("dag", moment));
    assert_ne!(sleutel("nacht", moment), sleutel("nacht", moment + TimeDelta::seconds(1)));
}
