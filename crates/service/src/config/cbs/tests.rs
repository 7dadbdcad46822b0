//! The keys of `StatLine`: what is good, what is not, and what it is called.

use super::*;

fn source(raw: RawSource) -> Result<CbsSource, String> {
    let raw = RawSource { table: Some("37789ksz".to_owned()), ..raw };
    check_cbs_source(Section::new("source"), raw).map_err(|fault| fault.message)
}

#[test]
fn a_table_alone_is_all_of_it_over_v4() {
    let found = source(RawSource::default()).unwrap();
    assert_eq!(
        (found.protocol, &*found.base_url),
        (Protocol::V4, "https://datasets.cbs.nl/odata/v1/CBS")
    );
    assert!(found.regions.is_empty() && found.periods == Periodekeuze::default());
    let v3 = RawSource { protocol: Some("v3".to_owned()), ..RawSource::default() };
    assert_eq!(source(v3).unwrap().base_url, "https://opendata.cbs.nl");
}

#[test]
fn areas_are_codes_beginnings_or_the_municipalities_of_an_area() {
    let good = [
        ("NL01", Gebiedskeuze::Code("NL01".to_owned())),
        (" GM0344 ", Gebiedskeuze::Code("GM0344".to_owned())),
        ("WK0344*", Gebiedskeuze::Begin("WK0344".to_owned())),
        ("gemeenten van PV26", Gebiedskeuze::GemeentenVan("PV26".to_owned())),
        ("Gemeenten  van PV26", Gebiedskeuze::GemeentenVan("PV26".to_owned())),
    ];
    for (text, expect) in good {
        assert_eq!(gebiedskeuze(Section::new("source"), text).unwrap(), expect, "{text}");
    }
    for text in ["", "*", "GM*4", "gemeenten van", "gemeenten in PV26", "gemeenten van GM*", "é"] {
        let fault = gebiedskeuze(Section::new("source"), text).unwrap_err();
        assert!(fault.message.starts_with(&format!("`{text}` is not a code")), "{text}");
    }
}

#[test]
fn a_base_url_goes_to_one_host_over_https() {
    for (url, expect) in [
        ("https://dataderden.cbs.nl/", "https://dataderden.cbs.nl"),
        ("https://x.nl:8443/a/b/", "https://x.nl:8443/a/b"),
        ("http://127.0.0.1:8439/odata/v1/CBS", "http://127.0.0.1:8439/odata/v1/CBS"),
        ("http://localhost", "http://localhost"),
    ] {
        let raw = RawSource { base_url: Some(url.to_owned()), ..RawSource::default() };
        assert_eq!(source(raw).unwrap().base_url, expect, "{url}");
    }
    for url in [
        "",
        "datasets.cbs.nl",
        "ftp://x.nl",
        "http://datasets.cbs.nl",
        "http://127.0.0.1.evil.nl",
        "http://127.0.0.1@evil.nl",
        "https://",
        "https://:443",
        "https://x.nl:99999",
        "https://user:pw@x.nl",
        "https://x.nl/?a=1",
        "https://x.nl/a b",
    ] {
        let raw = RawSource { base_url: Some(url.to_owned()), ..RawSource::default() };
        assert!(source(raw).unwrap_err().starts_with("must "), "{url}");
    }
}

#[test]
fn periods_are_years_or_codes_in_their_order() {
    let with = |from: RawJaar, to: RawJaar| {
        source(RawSource { from: Some(from), to: Some(to), ..RawSource::default() })
    };
    let code = |text: &str| RawJaar::Code(text.to_owned());
    let found = with(RawJaar::Jaar(2015), code("2022HJ02")).unwrap().periods;
    assert_eq!((found.van.as_deref(), found.tot.as_deref()), (Some("2015"), Some("2022HJ02")));
    for (from, to, expect) in [
        (RawJaar::Jaar(15), RawJaar::Jaar(2020), "`15` is not a year"),
        (code("20150"), RawJaar::Jaar(2020), "`20150` is not a year"),
        (code("+215"), RawJaar::Jaar(2020), "`+215` is not a year"),
        (RawJaar::Jaar(2020), code("2015"), "`2015` comes before `from`, 2020"),
    ] {
        let message = with(from, to).unwrap_err();
        assert!(message.starts_with(expect), "{message}");
    }
    for (period, expect) in
        [("2020", Some("2020JJ00")), ("2020HJ02", Some("2020HJ02")), ("2020XX00", None)]
    {
        let raw = RawSource { period: Some(code(period)), ..RawSource::default() };
        let found = source(raw).ok().and_then(|found| found.period);
        assert_eq!(found.as_ref().map(Periodecode::as_str), expect);
    }
}

#[test]
fn the_section_has_bounds_and_defaults() {
    let base = Path::new("/srv");
    let cbs = check_cbs(RawCbs::default(), base).unwrap();
    assert_eq!((cbs.connections, cbs.tries, cbs.cache_mb_max), (4, 8, 2_000));
    assert_eq!((cbs.connect.as_secs(), cbs.read.as_secs(), cbs.page.as_secs()), (10, 90, 300));
    assert!(cbs.proxy.is_none() && cbs.ca_file.is_none() && cbs.contact.is_empty());
    let raw = RawCbs {
        proxy: Some("http://wie:geheim@proxy:3128".to_owned().into()),
        ca_file: Some("ca.pem".to_owned()),
        cache_mb_max: Some(0),
        ..RawCbs::default()
    };
    let cbs = check_cbs(raw, base).unwrap();
    assert_eq!(cbs.ca_file.as_deref(), Some(Path::new("/srv/ca.pem")));
    assert!(!format!("{cbs:?}").contains("geheim"));
    for raw in [
        RawCbs { connections: Some(6), ..RawCbs::default() },
        RawCbs { connections: Some(0), ..RawCbs::default() },
        RawCbs { tries: Some(0), ..RawCbs::default() },
        RawCbs { proxy: Some("proxy:3128".to_owned().into()), ..RawCbs::default() },
        RawCbs { contact: Some("a\r\nb".to_owned()), ..RawCbs::default() },
        RawCbs { ca_file: Some(" ".to_owned()), ..RawCbs::default() },
    ] {
        assert!(check_cbs(raw, base).is_err());
    }
}

#[test]
fn the_file_of_a_whole_table_is_chosen_and_is_at_the_host_of_the_catalogue() {
    let text = |text: &str| Some(text.to_owned());
    let bulk = || RawSource { bulk: Some(true), ..RawSource::default() };
    let local = "http://127.0.0.1:8439/odata/v1/CBS";
    for (raw, expect) in [
        (RawSource::default(), None),
        (RawSource { bulk: Some(false), ..bulk() }, None),
        // What a failure advises is one key, not two.
        (RawSource { bulk: Some(false), bulk_url: text("https://x.nl/a"), ..bulk() }, None),
        (bulk(), text("https://datasets.cbs.nl/csv/CBS/nl/37789ksz")),
        (
            RawSource { base_url: text(local), ..bulk() },
            text("http://127.0.0.1:8439/csv/CBS/nl/37789ksz"),
        ),
        (
            RawSource { base_url: text("https://x.nl"), ..bulk() },
            text("https://x.nl/csv/CBS/nl/37789ksz"),
        ),
        (
            RawSource { bulk_url: text("https://y.nl/files/a.zip"), ..bulk() },
            text("https://y.nl/files/a.zip"),
        ),
    ] {
        assert_eq!(source(raw).unwrap().bulk, expect);
    }
    let v3 = RawSource { protocol: text("v3"), ..bulk() };
    assert_eq!(source(v3).unwrap_err(), "only protocol = \"v4\" has a file of a whole table");
    for url in ["http://datasets.cbs.nl/a", "ftp://x.nl/a", "https://user:pw@x.nl/a", ""] {
        let raw = RawSource { bulk_url: text(url), ..bulk() };
        assert!(source(raw).unwrap_err().starts_with("must "), "{url}");
    }
    let limits = |bulk_mb_max| RawCbs { bulk_mb_max, ..RawCbs::default() };
    assert_eq!(check_cbs(limits(None), Path::new("/")).unwrap().bulk_mb_max, 10_000);
    assert!(check_cbs(limits(Some(0)), Path::new("/")).is_err());
    let bound = |retry_seconds_max| RawCbs { retry_seconds_max, ..RawCbs::default() };
    let read =
        |given| Ok::<_, ()>(check_cbs(bound(given), Path::new("/")).map_err(|_| ())?.retry_max);
    assert_eq!(read(None), Ok(Duration::from_mins(5)));
    for given in [0, -1, 3_601] {
        assert_eq!(read(Some(given)), Err(()), "{given}");
    }
}
