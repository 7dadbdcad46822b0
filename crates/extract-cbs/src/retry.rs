//! When a request is repeated, after how long, and when a host is left alone.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::DateTime;
use ring::rand::SecureRandom as _;
use tokio::time::Instant;

use crate::Error;

/// Longest wait between attempts that nobody asked for.
const VERDUBBELD_MAX: Duration = Duration::from_mins(1);

/// Requests in a row that failed after all their attempts before a host is left alone.
const MISLUKT_MAX: u32 = 3;

/// Attempts at most when the body is no JSON.
const JSON_POGINGEN_MAX: u32 = 3;

/// Longest time that a host is left alone: long enough to pass the other tables over, short enough for another try in the
/// same night.
const RUST_MAX: Duration = Duration::from_mins(2);

/// How long a host is left alone, in first waits between attempts.
const RUST_WACHTTIJDEN: u32 = 60;

/// Whether an answer with this status may be another one when asked again.
pub(crate) const fn is_tijdelijk(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// Whether a failed attempt is repeated: it may be over, or a body with status 200 was not the JSON that it should be
/// (a maintenance page, a body that was cut).
pub(crate) fn is_herhaalbaar(error: &Error) -> bool {
    error.is_transient() || error.code() == "JSON_INVALID"
}

/// Attempts for this failure, of `tries` that are allowed: a body that was cut comes whole the second time, and a
/// maintenance page stays longer than any wait between attempts.
pub(crate) fn pogingen(error: &Error, tries: u32) -> u32 {
    if error.code() == "JSON_INVALID" { tries.min(JSON_POGINGEN_MAX) } else { tries }
}

/// How long a host that keeps failing is left alone.
pub(crate) fn rust(backoff: Duration) -> Duration {
    backoff.saturating_mul(RUST_WACHTTIJDEN).min(RUST_MAX)
}

/// The wait before attempt `poging + 1`: it doubles, half of it is chance, and it is never less than the server asks, but
/// for `max`: a night has an end. The other half is certain, so that all attempts together outlast a restart at CBS.
pub(crate) fn wachttijd(
    backoff: Duration,
    poging: u32,
    gevraagd: Option<Duration>,
    max: Duration,
    toeval: u32,
) -> Duration {
    let doubled =
        backoff.saturating_mul(1_u32.checked_shl(poging.saturating_sub(1)).unwrap_or(u32::MAX));
    let half = doubled.min(VERDUBBELD_MAX) / 2;
    // In milliseconds, as integers: a float is not needed for a wait.
    let half_ms = u64::try_from(half.as_millis()).unwrap_or(u64::MAX);
    let jitter_ms = half_ms.saturating_mul(u64::from(toeval)) / u64::from(u32::MAX);
    gevraagd.unwrap_or(half).saturating_add(Duration::from_millis(jitter_ms)).min(max)
}

/// A random number; the middle when the system gives none, so that a request never fails for it.
pub(crate) fn toeval() -> u32 {
    let mut bytes = [0_u8; 4];
    match ring::rand::SystemRandom::new().fill(&mut bytes) {
        Ok(()) => u32::from_le_bytes(bytes),
        Err(_) => u32::MAX / 2,
    }
}

/// What `Retry-After` asks: seconds, or a moment that is compared with the `Date` of the same answer, so that our
/// clock does not matter.
///
/// # Source
/// RFC 9110, 10.2.3.
pub(crate) fn retry_after(tekst: &str, date: Option<&str>) -> Option<Duration> {
    let tekst = tekst.trim();
    if tekst.bytes().all(|byte| byte.is_ascii_digit()) {
        return tekst.parse().ok().map(Duration::from_secs);
    }
    let moment = DateTime::parse_from_rfc2822(tekst).ok()?;
    let nu = DateTime::parse_from_rfc2822(date?.trim()).ok()?;
    Some((moment - nu).to_std().unwrap_or(Duration::ZERO))
}

/// Leaves a host alone after it failed again and again: thirty tables need not find out one by one.
#[derive(Debug)]
pub(crate) struct Onderbreker {
    rust: Duration,
    hosts: Mutex<BTreeMap<String, Stand>>,
}

#[derive(Debug)]
struct Stand {
    op_rij: u32,
    laatste: Error,
    sinds: Instant,
}

impl Onderbreker {
    /// All hosts may be asked; one that keeps failing is left alone for `rust`.
    pub(crate) fn new(rust: Duration) -> Self {
        Self { rust, hosts: Mutex::default() }
    }

    /// Whether the host may be asked.
    ///
    /// # Errors
    /// The last failure of the host, when it is left alone.
    pub(crate) fn vraag(&self, host: &str) -> Result<(), Error> {
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        match hosts.get(host) {
            Some(stand) if stand.op_rij >= MISLUKT_MAX && stand.sinds.elapsed() < self.rust => {
                let woorden = format!(
                    "{host} is not asked again for now, because {} requests in a row failed; the last one",
                    stand.op_rij
                );
                Err(stand.laatste.clone().met_woorden(&woorden))
            }
            _ => Ok(()),
        }
    }

    /// Notes how a request ended, after all its attempts. A refusal that stays is an answer too.
    pub(crate) fn noteer(&self, host: &str, mislukt: Option<&Error>) {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(error) = mislukt.filter(|error| is_herhaalbaar(error)) else {
            hosts.remove(host);
            return;
        };
        let op_rij = hosts.get(host).map_or(0, |stand| stand.op_rij).saturating_add(1);
        let stand = Stand { op_rij, laatste: error.clone(), sinds: Instant::now() };
        hosts.insert(host.to_owned(), stand);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_may_pass_is_repeated() {
        for status in [408, 425, 429, 500, 502, 503, 504] {
            assert!(is_tijdelijk(status), "{status}");
        }
        for status in [200, 301, 304, 400, 401, 403, 404, 405, 407, 410, 414, 501, 505] {
            assert!(!is_tijdelijk(status), "{status}");
        }
        for (code, repeated) in
            [("JSON_INVALID", true), ("ODATA_SHAPE", false), ("HTTP_REDIRECT", false)]
        {
            assert_eq!(is_herhaalbaar(&Error::new(code, "", "")), repeated, "{code}");
        }
        assert!(is_herhaalbaar(&Error::new("HTTP_STATUS", "", "").transient()));
        for (code, tries, expect) in [
            ("JSON_INVALID", 5, 3),
            ("JSON_INVALID", 1, 1),
            ("BODY_CUT", 5, 5),
            ("HTTP_STATUS", 5, 5),
        ] {
            assert_eq!(pogingen(&Error::new(code, "", ""), tries), expect, "{code} {tries}");
        }
    }

    #[test]
    fn the_wait_doubles_and_obeys_the_server() {
        let second = Duration::from_secs(1);
        for (poging, asked, toeval, millis) in [
            (1, None, u32::MAX, 1_000),
            (2, None, u32::MAX, 2_000),
            (5, None, u32::MAX, 16_000),
            (5, None, 0, 8_000),
            (5, None, u32::MAX / 2, 11_999),
            (60, None, u32::MAX, 60_000),
            (u32::MAX, None, u32::MAX, 60_000),
            (1, Some(7), 0, 7_000),
            (1, Some(7), u32::MAX, 7_500),
            (1, Some(86_400), 0, 300_000),
            (1, Some(0), u32::MAX, 500),
        ] {
            let asked = asked.map(Duration::from_secs);
            let wait = wachttijd(second, poging, asked, Duration::from_mins(5), toeval);
            assert_eq!(wait, Duration::from_millis(millis), "{poging} {asked:?} {toeval}");
        }
    }

    #[test]
    fn a_host_rests_as_long_as_its_requests_wait() {
        for (millis, rest) in [(1, 60), (2_000, 120_000), (60_000, 120_000)] {
            assert_eq!(
                rust(Duration::from_millis(millis)),
                Duration::from_millis(rest),
                "{millis}"
            );
        }
        // What is shipped outlasts an outage of a minute, even when chance is never with it.
        let waits = (1..8).map(|poging| {
            wachttijd(Duration::from_secs(2), poging, None, Duration::from_mins(5), 0)
        });
        assert_eq!(waits.sum::<Duration>(), Duration::from_secs(91));
    }

    #[test]
    fn retry_after_is_seconds_or_a_moment() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        for (tekst, date, seconds) in [
            ("120", None, Some(120)),
            (" 0 ", None, Some(0)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", date, Some(30)),
            ("Sun, 06 Nov 1994 08:49:00 GMT", date, Some(0)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", None, None),
            ("Sun, 06 Nov 1994 08:50:07 GMT", Some("yesterday"), None),
            ("soon", date, None),
            ("-5", date, None),
            ("", None, None),
            ("99999999999999999999999", None, None),
        ] {
            assert_eq!(retry_after(tekst, date), seconds.map(Duration::from_secs), "{tekst:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_keeps_failing_is_left_alone_for_a_while() {
        let rest = rust(Duration::from_secs(2));
        let onderbreker = Onderbreker::new(rest);
        let dead = Error::new("HTTP_CONNECTION", "refused", "").transient();
        for _ in 0..2 {
            onderbreker.noteer("a.test", Some(&dead));
        }
        onderbreker.vraag("a.test").unwrap();
        // An answer, even one that refuses, begins the count again.
        onderbreker.noteer("a.test", Some(&Error::new("HTTP_STATUS", "status 404", "")));
        for _ in 0..3 {
            onderbreker.vraag("a.test").unwrap();
            onderbreker.noteer("a.test", Some(&dead));
        }
        let refused = onderbreker.vraag("a.test").unwrap_err();
        assert_eq!((refused.code(), refused.is_transient()), ("HTTP_CONNECTION", true));
        assert!(refused.to_string().contains("3 requests in a row failed"), "{refused}");
        onderbreker.vraag("b.test").unwrap();
        tokio::time::advance(rest).await;
        onderbreker.vraag("a.test").unwrap();
        // One more failure closes it again at once.
        onderbreker.noteer("a.test", Some(&dead));
        assert!(onderbreker.vraag("a.test").is_err());
        onderbreker.noteer("a.test", None);
        onderbreker.vraag("a.test").unwrap();
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_is_allowed(
            backoff in 0_u64..10_000_000, poging: u32, asked: Option<u32>, max in 1_u64..=3_600, toeval: u32,
        ) {
            let asked = asked.map(|seconds| Duration::from_secs(seconds.into()));
            let max = Duration::from_secs(max);
            let wait = wachttijd(Duration::from_millis(backoff), poging, asked, max, toeval);
            prop_assert!(wait <= max);
            prop_assert!(wait >= asked.unwrap_or_default().min(max));
        }

        #[test]
        fn any_retry_after_is_read_or_left(tekst in ".{0,40}", date in proptest::option::of(".{0,40}")) {
            let _ = retry_after(&tekst, date.as_deref());
        }
    }
}
