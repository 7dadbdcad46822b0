//! Next links: followed as they are, on the same host, never twice, never for ever.

use std::collections::BTreeSet;

use reqwest::Url;

use crate::Error;

/// Longest link that is followed: CBS answers up to about 6,000 characters.
const LINK_TEKENS_MAX: usize = 8_000;

/// Empty pages in a row with a next link: a server may give some, but must come to an end.
const LEEG_MAX: u32 = 10;

/// The address of the next page: `link` resolved against the page that gave it, on the same scheme, host and port.
///
/// # Errors
/// `ODATA_SHAPE` for what is not a link, `ODATA_HOST` when it leads elsewhere, `ODATA_LOOP` when it leads to itself.
pub(crate) fn volgende(huidig: &str, link: &str) -> Result<String, Error> {
    let shape = |what: String| Error::new("ODATA_SHAPE", what, huidig);
    if link.len() > LINK_TEKENS_MAX {
        return Err(shape(format!("the next link has {} characters", link.len())));
    }
    let from = Url::parse(huidig).map_err(|_| shape("the address is no URL".to_owned()))?;
    let mut to = from.join(link).map_err(|_| shape("the next link is no URL".to_owned()))?;
    to.set_fragment(None);
    if !is_zelfde_plek(&from, &to) {
        // The place alone: a query of someone else is not ours to repeat.
        let elsewhere = to.host_str().unwrap_or_default();
        let what = format!(
            "the next link leads to {}://{elsewhere} and is not followed; report it to CBS",
            to.scheme()
        );
        return Err(Error::new("ODATA_HOST", what, huidig));
    }
    if to == from {
        return Err(Error::new("ODATA_LOOP", "the next link leads to the page itself", huidig));
    }
    Ok(to.into())
}

/// Whether both are on the same scheme, host and port, without a name and password.
pub(crate) fn is_zelfde_plek(from: &Url, to: &Url) -> bool {
    from.scheme() == to.scheme()
        && from.host_str().is_some()
        && from.host_str() == to.host_str()
        && from.port_or_known_default() == to.port_or_known_default()
        && to.username().is_empty()
        && to.password().is_none()
}

/// The way through the pages of one part: what was visited and what it gave.
#[derive(Debug, Clone, Default)]
pub(crate) struct Volger {
    bezocht: BTreeSet<String>,
    /// Rows so far.
    rijen: u64,
    /// Empty pages in a row.
    leeg: u32,
    /// Rows that the server said there would be.
    aantal: Option<u64>,
    /// Whether the way did not begin at the first page: then its rows are not all.
    is_hervat: bool,
    /// Whether no rows at all are right.
    mag_leeg: bool,
}

/// What a page gave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stap<'s> {
    /// Address of the page.
    pub(crate) adres: &'s str,
    /// New rows.
    pub(crate) rijen: u64,
    /// Rows that were there before.
    pub(crate) dubbel: u64,
    /// Count that the page tells.
    pub(crate) aantal: Option<u64>,
    /// Next link as the page writes it.
    pub(crate) link: Option<&'s str>,
}

impl Volger {
    /// A way that goes on after an interruption: what was visited before is not known.
    pub(crate) fn hervat() -> Self {
        Self { is_hervat: true, ..Self::default() }
    }

    /// A way through metadata, which may be an empty list.
    pub(crate) fn mag_leeg() -> Self {
        Self { mag_leeg: true, ..Self::default() }
    }

    /// Checks a page and gives the address of the next one. `rijen_max`: rows that can be there at most.
    ///
    /// # Errors
    /// `ODATA_LOOP`, `ODATA_HOST`, `ODATA_PAGES`, `ODATA_COUNT`, `ZERO_ROWS`.
    pub(crate) fn stap(&mut self, stap: Stap<'_>, rijen_max: u64) -> Result<Option<String>, Error> {
        let Stap { adres, rijen, dubbel, aantal, link } = stap;
        let refuse = |code, what: String| Error::new(code, what, adres);
        self.bezocht.insert(adres.to_owned());
        self.rijen = self.rijen.saturating_add(rijen);
        self.aantal = self.aantal.or(aantal);
        if self.rijen > rijen_max {
            let what = format!("{} rows came where at most {rijen_max} can be", self.rijen);
            return Err(refuse("ODATA_PAGES", what));
        }
        let Some(link) = link else {
            return self.sluit(adres).map(|()| None);
        };
        let next = volgende(adres, link)?;
        if self.bezocht.contains(&next) {
            return Err(refuse(
                "ODATA_LOOP",
                "the next link leads to a page that was read before".into(),
            ));
        }
        if rijen == 0 && dubbel > 0 {
            let what = "a page held nothing but rows that had come before, and a next link";
            return Err(refuse("ODATA_LOOP", what.into()));
        }
        self.leeg = if rijen == 0 { self.leeg.saturating_add(1) } else { 0 };
        if self.leeg > LEEG_MAX {
            return Err(refuse("ODATA_PAGES", format!("{} empty pages in a row", self.leeg)));
        }
        Ok(Some(next))
    }

    /// The end: what came is what was announced.
    fn sluit(&self, adres: &str) -> Result<(), Error> {
        if self.is_hervat {
            return Ok(());
        }
        match self.aantal {
            Some(aantal) if aantal != self.rijen => {
                let what =
                    format!("the count says {aantal} rows and {} came: incomplete", self.rijen);
                Err(Error::new("ODATA_COUNT", what, adres).transient())
            }
            _ if self.rijen == 0 && !self.mag_leeg => {
                let what = "no rows and no next page";
                Err(Error::new("ZERO_ROWS", what, adres))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HIER: &str = "https://cbs.test/odata/T1/Observations?$filter=a";

    #[test]
    fn a_link_is_followed_on_the_same_place_only() {
        for (link, expect) in [
            (
                "https://cbs.test/odata/T1/Observations?$skip=1",
                "https://cbs.test/odata/T1/Observations?$skip=1",
            ),
            ("HTTPS://CBS.TEST:443/x", "https://cbs.test/x"),
            ("Observations?$skiptoken=2", "https://cbs.test/odata/T1/Observations?$skiptoken=2"),
            ("/odata/T1?p=2", "https://cbs.test/odata/T1?p=2"),
            ("?$skip=2", "https://cbs.test/odata/T1/Observations?$skip=2"),
            ("?$skip=2#part", "https://cbs.test/odata/T1/Observations?$skip=2"),
            ("//evil.test/odata", "ODATA_HOST"),
            ("https://evil.test/odata", "ODATA_HOST"),
            ("https://cbs.test.evil.test/odata", "ODATA_HOST"),
            ("https://cbs.test@evil.test/odata", "ODATA_HOST"),
            ("https://user:secret@cbs.test/odata", "ODATA_HOST"),
            ("https://cbs.test:8443/odata", "ODATA_HOST"),
            ("http://cbs.test/odata", "ODATA_HOST"),
            ("file:///etc/passwd", "ODATA_HOST"),
            ("data:text/plain,x", "ODATA_HOST"),
            ("javascript:alert(1)", "ODATA_HOST"),
            ("https://[::1", "ODATA_SHAPE"),
            ("https://", "ODATA_SHAPE"),
            ("", "ODATA_LOOP"),
            ("?$filter=a", "ODATA_LOOP"),
            ("#x", "ODATA_LOOP"),
            (HIER, "ODATA_LOOP"),
        ] {
            let result = volgende(HIER, link);
            let told = result.unwrap_or_else(|error| error.code().to_owned());
            assert_eq!(told, expect, "{link}");
        }
        assert_eq!(volgende(HIER, &"x".repeat(9_000)).unwrap_err().code(), "ODATA_SHAPE");
        let told = volgende(HIER, "https://evil.test/x?secret=1").unwrap_err().to_string();
        assert!(told.contains("evil.test") && !told.contains("secret"), "{told}");
    }

    fn stap<'s>(adres: &'s str, rijen: u64, dubbel: u64, link: Option<&'s str>) -> Stap<'s> {
        Stap { adres, rijen, dubbel, aantal: None, link }
    }

    #[test]
    fn a_circle_of_pages_ends() {
        let mut volger = Volger::default();
        let two = "https://cbs.test/two";
        assert_eq!(volger.stap(stap(HIER, 5, 0, Some(two)), 99).unwrap().as_deref(), Some(two));
        let error = volger.stap(stap(two, 5, 0, Some(HIER)), 99).unwrap_err();
        assert_eq!(error.code(), "ODATA_LOOP");
        // After a resume the first page is not known to have been read, but its rows are.
        let mut volger = Volger::hervat();
        volger.stap(stap(two, 5, 0, Some(HIER)), 99).unwrap();
        let error = volger.stap(stap(HIER, 0, 5, Some("/three")), 99).unwrap_err();
        assert_eq!(error.code(), "ODATA_LOOP");
    }

    #[test]
    fn pages_are_bounded() {
        let mut volger = Volger::default();
        let mut adres = "https://cbs.test/0".to_owned();
        for nummer in 1..=10 {
            let link = format!("/{nummer}");
            adres = volger.stap(stap(&adres, 0, 0, Some(&link)), 9).unwrap().unwrap();
        }
        let error = volger.clone().stap(stap(&adres, 0, 0, Some("/11")), 9).unwrap_err();
        assert_eq!(error.code(), "ODATA_PAGES");
        // A row begins the count again.
        let next = volger.stap(stap(&adres, 1, 0, Some("/11")), 9).unwrap().unwrap();
        let error = volger.stap(stap(&next, 9, 0, None), 9).unwrap_err();
        assert_eq!(error.code(), "ODATA_PAGES");
    }

    #[test]
    fn the_end_is_compared_with_what_was_announced() {
        for (rows, announced, hervat, expect) in [
            (3, None, false, None),
            (3, Some(3), false, None),
            (2, Some(3), false, Some("ODATA_COUNT")),
            (4, Some(3), false, Some("ODATA_COUNT")),
            (0, None, false, Some("ZERO_ROWS")),
            (0, Some(0), false, Some("ZERO_ROWS")),
            (0, None, true, None),
            (2, Some(3), true, None),
        ] {
            let mut volger = if hervat { Volger::hervat() } else { Volger::default() };
            let last = Stap { adres: HIER, rijen: rows, dubbel: 0, aantal: announced, link: None };
            let result = volger.stap(last, 100);
            let code = result.as_ref().err().map(Error::code);
            assert_eq!(code, expect, "{rows} {announced:?} {hervat}");
        }
    }

    proptest! {
        #[test]
        fn no_link_leads_away(link in "\\PC{0,60}") {
            if let Ok(next) = volgende(HIER, &link) {
                prop_assert!(next.starts_with("https://cbs.test/"), "{next}");
            }
        }
    }
}
