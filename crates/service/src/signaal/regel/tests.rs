use load::signaal::{Dagvolume, LaatsteRun, Plan};

use super::*;

fn op(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Everything in order, at noon on a Sunday.
struct Wereld {
    stand: Stand,
    gecrasht: Option<i64>,
    schijven: Vec<Schijf>,
    gepland: Vec<Gepland>,
    drempels: Drempels,
    bronnen: Vec<String>,
    open: Vec<SignaalRij>,
    nu: DateTime<Utc>,
}

impl Wereld {
    fn new() -> Self {
        Self {
            stand: Stand::default(),
            gecrasht: None,
            schijven: Vec::new(),
            gepland: Vec::new(),
            drempels: Drempels::default(),
            bronnen: vec!["berichten".to_owned()],
            open: Vec::new(),
            nu: op("2026-11-22T11:00:00Z"),
        }
    }

    fn signalen(&self) -> Vec<NieuwSignaal> {
        beoordeel(&Beeld {
            stand: &self.stand,
            gecrasht: self.gecrasht,
            schijven: &self.schijven,
            gepland: &self.gepland,
            drempels: &self.drempels,
            bronnen: &self.bronnen,
            open: &self.open,
            tijdzone: chrono_tz::Europe::Amsterdam,
            nu: self.nu,
        })
    }

    /// Rule, object and mark of all that is wrong.
    fn kort(&self) -> Vec<String> {
        let signalen = self.signalen();
        signalen.iter().map(|s| format!("{} {} {}", s.regel, s.object, s.kenmerk)).collect()
    }
}

fn run(run_id: i64, status: &str, foutcode: Option<&str>) -> LaatsteRun {
    LaatsteRun {
        run_id,
        status: status.to_owned(),
        foutcode: foutcode.map(str::to_owned),
        gestart_op: op("2026-11-22T03:00:00Z"),
        geeindigd_op: (status != "running").then(|| op("2026-11-22T03:10:00Z")),
    }
}

#[test]
fn nothing_is_wrong_in_an_empty_warehouse() {
    assert_eq!(Wereld::new().kort(), Vec::<String>::new());
}

#[test]
fn the_newest_run_that_ended_tells_whether_a_run_failed() {
    let failed = "run_mislukt run 53100";
    let cases = [
        (vec![run(1, "succeeded", None)], None, vec![]),
        (vec![run(1, "partial", None)], None, vec![]),
        (vec![run(1, "failed", Some("53100"))], None, vec![failed]),
        (vec![run(1, "failed", None)], None, vec!["run_mislukt run ONBEKEND"]),
        (vec![run(2, "succeeded", None), run(1, "failed", Some("53100"))], None, vec![]),
        // A run that is busy does not take away what the one before it did.
        (vec![run(2, "running", None), run(1, "failed", Some("53100"))], None, vec![failed]),
        (vec![run(2, "running", None), run(1, "succeeded", None)], None, vec![]),
        (vec![run(2, "running", None)], Some(2), vec!["run_mislukt run CRASHED"]),
        (vec![run(3, "succeeded", None)], Some(2), vec![]),
    ];
    for (runs, gecrasht, expect) in cases {
        let mut wereld = Wereld { gecrasht, ..Wereld::new() };
        wereld.stand.runs = runs;
        assert_eq!(wereld.kort(), expect, "{:?}", wereld.stand.runs);
        wereld.drempels.run_mislukt = false;
        assert!(wereld.kort().is_empty(), "switched off");
    }
}

#[test]
fn a_planned_run_is_late_when_it_has_not_begun_or_not_ended_in_time() {
    let plan = |moment: &str, gevraagd: &str, is_open| Plan {
        plan: "nightly".to_owned(),
        laatste_moment: op(moment),
        gevraagd_op: Some(op(gevraagd)),
        is_open,
    };
    let today = "2026-11-22T03:00:00Z";
    let cases = [
        // Ended.
        (plan(today, today, false), "2026-11-22T11:00:00Z", false),
        // Busy: just in time, and no longer.
        (plan(today, today, true), "2026-11-22T04:59:59Z", false),
        (plan(today, today, true), "2026-11-22T05:00:00Z", true),
        // Never begun.
        (plan("2026-11-21T03:00:00Z", today, false), "2026-11-22T04:59:59Z", false),
        (plan("2026-11-21T03:00:00Z", today, false), "2026-11-22T05:00:00Z", true),
        // A request that took later moments along counts from when it was made.
        (plan("2026-11-22T04:00:00Z", today, true), "2026-11-22T05:00:00Z", true),
        (plan("2026-11-22T04:00:00Z", "2026-11-22T04:00:00Z", true), "2026-11-22T05:00:00Z", false),
    ];
    for (plan, nu, is_late) in cases {
        let mut wereld = Wereld { nu: op(nu), ..Wereld::new() };
        let moments = ["2026-11-21T03:00:00Z", today].map(op);
        wereld.gepland =
            moments.map(|moment| Gepland { plan: "nightly".to_owned(), moment }).to_vec();
        wereld.stand.plannen = vec![plan];
        let expect = if is_late { vec!["run_te_laat nightly "] } else { vec![] };
        assert_eq!(wereld.kort(), expect, "{nu} {:?}", wereld.stand.plannen);
        // Without a planner nothing is late.
        wereld.stand.plannen.clear();
        assert!(wereld.kort().is_empty());
    }
}

fn bron(laatste: Option<&str>, gelezen: i64, geweigerd: i64) -> BronVersheid {
    BronVersheid {
        bron: "berichten".to_owned(),
        laatste_succes: laatste.map(op),
        eerste_op: Some(op("2026-11-01T03:00:00Z")),
        run_id: Some(12),
        gelezen: Some(gelezen),
        geweigerd: Some(geweigerd),
        gelezen_op: Some(op("2026-11-22T03:10:00Z")),
    }
}

#[test]
fn a_source_is_stale_after_its_hours() {
    let stale = vec!["bron_verouderd berichten "];
    let cases = [
        (Some("2026-11-22T03:00:00Z"), None, vec![]),
        (Some("2026-11-20T23:00:01Z"), None, vec![]),
        (Some("2026-11-20T23:00:00Z"), None, stale.clone()),
        (Some("2026-11-20T23:00:00Z"), Some(37), vec![]),
        (Some("2026-11-22T03:00:00Z"), Some(8), stale.clone()),
        // Never read well, and tried for long.
        (None, None, stale),
    ];
    for (laatste, own, expect) in cases {
        let mut wereld = Wereld::new();
        wereld.stand.bronnen = vec![bron(laatste, 0, 0)];
        wereld.drempels.bron_uren_van =
            own.map(|hours| ("berichten".to_owned(), hours)).into_iter().collect();
        assert_eq!(wereld.kort(), expect, "{laatste:?} {own:?}");
        // A source that is no longer configured is nobody's worry.
        wereld.bronnen.clear();
        assert!(wereld.kort().is_empty());
    }
}

#[test]
fn quarantine_counts_by_its_share_of_the_newest_run() {
    for (gelezen, geweigerd, is_over) in
        [(1_000, 50, false), (1_000, 51, true), (1, 1, true), (1_000, 0, false), (19, 1, true)]
    {
        let mut wereld = Wereld::new();
        wereld.stand.bronnen = vec![bron(Some("2026-11-22T03:00:00Z"), gelezen, geweigerd)];
        let expect = if is_over { vec!["quarantaine_aandeel berichten "] } else { vec![] };
        assert_eq!(wereld.kort(), expect, "{geweigerd} of {gelezen}");
        wereld.drempels.quarantaine_promille = None;
        assert!(wereld.kort().is_empty());
    }
}

/// Sundays before 2026-11-22, and that day, newest first.
fn zondagen(volumes: &[i64]) -> Vec<Dagvolume> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let days = (0_i64..).zip(volumes).map(|(week, gelezen)| Dagvolume {
        bron: "berichten".to_owned(),
        dag: day - TimeDelta::weeks(week),
        runs: 1,
        gelezen: *gelezen,
    });
    days.collect()
}

#[test]
fn a_volume_is_judged_by_the_median_of_its_weekday() {
    let high = vec!["volume_wijkt_af berichten hoog"];
    let low = vec!["volume_wijkt_af berichten laag"];
    let cases = [
        // Exactly half more or less is as usual.
        (vec![150, 100, 100, 100, 100], vec![]),
        (vec![151, 100, 100, 100, 100], high.clone()),
        (vec![50, 100, 100, 100, 100], vec![]),
        (vec![49, 100, 100, 100, 100], low.clone()),
        (vec![0, 100, 100, 100, 100], low.clone()),
        // Three weeks tell too little.
        (vec![0, 100, 100, 100], vec![]),
        // The median, not the mean: one holiday does not matter. With an even number it lies between two.
        (vec![100, 1_000, 100, 100, 0], vec![]),
        (vec![151, 80, 90, 110, 120], high),
        (vec![149, 80, 90, 110, 120], vec![]),
        // The ninth week back is too old to count.
        (vec![0, 0, 0, 0, 0, 0, 0, 0, 0, 900, 900, 900], vec![]),
        (vec![10, 100, 100, 100, 100, 100, 100, 100, 100, 0, 0], low),
        // Usually nothing: there is no usual volume.
        (vec![500, 0, 0, 0, 0], vec![]),
    ];
    for (volumes, expect) in cases {
        let mut wereld = Wereld::new();
        wereld.stand.volumes = zondagen(&volumes);
        assert_eq!(wereld.kort(), expect, "{volumes:?}");
        // Other days of the week say nothing about it.
        for other in wereld.stand.volumes.iter_mut().skip(1) {
            other.dag -= TimeDelta::days(1);
        }
        assert!(wereld.kort().is_empty());
    }
}

#[test]
fn a_day_with_runs_to_come_is_not_judged_yet() {
    let mut wereld = Wereld::new();
    wereld.stand.volumes = zondagen(&[10, 100, 100, 100, 100]);
    for day in wereld.stand.volumes.iter_mut().skip(1) {
        day.runs = 4;
    }
    assert!(wereld.kort().is_empty());
    wereld.stand.volumes[0].runs = 4;
    assert_eq!(wereld.kort(), ["volume_wijkt_af berichten laag"]);
    wereld.stand.volumes[0].runs = 1;
    wereld.nu = op("2026-11-23T11:00:00Z");
    assert_eq!(wereld.kort(), ["volume_wijkt_af berichten laag"]);
}

#[test]
fn a_disk_is_full_by_either_bound_and_needs_some_more_to_be_well_again() {
    let gb = 1_000_000_000;
    let open = SignaalRij {
        signaal_id: 1,
        regel: SCHIJF_VOL.to_owned(),
        object: "/data".to_owned(),
        status: "open".to_owned(),
        kenmerk: String::new(),
        titel: String::new(),
        sinds: op("2026-11-22T03:00:00Z"),
        over_op: None,
        laatst_gemeld: op("2026-11-22T03:00:00Z"),
        wacht: 0,
    };
    for (vrij, totaal, is_open, is_full) in [
        (2 * gb, 20 * gb, false, false),
        (2 * gb - 1, 20 * gb, false, true),
        (4 * gb, 100 * gb, false, true),
        (5 * gb, 100 * gb, false, false),
        (5 * gb, 100 * gb, true, true),
        (5 * gb + gb / 2, 100 * gb, true, false),
    ] {
        let mut wereld = Wereld::new();
        wereld.schijven = vec![Schijf { map: "/data".to_owned(), vrij, totaal }];
        wereld.open = if is_open { vec![open.clone()] } else { vec![] };
        let expect = if is_full { vec!["schijf_vol /data "] } else { vec![] };
        assert_eq!(wereld.kort(), expect, "{vrij} of {totaal}, open {is_open}");
    }
}

#[test]
fn every_signal_says_what_happened_and_what_to_do() {
    let mut wereld = Wereld { gecrasht: None, ..Wereld::new() };
    wereld.stand.runs = vec![run(12, "failed", Some("53100"))];
    wereld.gepland =
        vec![Gepland { plan: "nightly".to_owned(), moment: op("2026-11-22T03:00:00Z") }];
    wereld.stand.plannen = vec![Plan {
        plan: "nightly".to_owned(),
        laatste_moment: op("2026-11-21T03:00:00Z"),
        gevraagd_op: None,
        is_open: false,
    }];
    wereld.stand.bronnen = vec![bron(Some("2026-11-19T03:00:00Z"), 1_000, 80)];
    wereld.stand.volumes = zondagen(&[10, 100, 100, 100, 100]);
    wereld.schijven =
        vec![Schijf { map: "/data".to_owned(), vrij: 1_000_000_000, totaal: 100_000_000_000 }];
    let signalen = wereld.signalen();
    assert_eq!(signalen.len(), REGELS.len(), "one of each rule");
    let text: Vec<String> = signalen
        .iter()
        .map(|s| format!("{}\n{}\n{}\n", s.melding.titel, s.melding.wat, s.melding.pad))
        .collect();
    insta::assert_snapshot!(text.join("\n"), @"
    Run 12 is mislukt (53100)
    Run 12 is geëindigd met de foutcode 53100.
    /runs/12

    De run van plan nightly is te laat
    De run van plan nightly, gepland op zondag 22 november 2026 om 04:00, is niet begonnen. De grens is 120 minuten na het geplande moment.
    /runs

    Bron berichten is verouderd
    Bron berichten is 80 uur geleden voor het laatst goed ingelezen, op donderdag 19 november 2026 om 04:00. De grens is 36 uur.
    /bronnen

    Veel quarantaine bij bron berichten
    Van de 1000 records van bron berichten in run 12 zijn er 80 geweigerd: 80 promille. De grens is 50 promille.
    /quarantaine?bron=berichten

    Bron berichten bracht veel minder dan gewoonlijk
    Op zondag 22-11-2026 zijn van bron berichten 10 records gelezen. Op de laatste 4 keer zondag waren dat er gewoonlijk 100: 90 % minder. De grens is 50 %.
    /bronnen

    De schijf is bijna vol
    Op de schijf van /data is nog 1000 MB vrij (1 %).
    /
    ");
    let mut doen: Vec<&str> = signalen.iter().map(|s| s.melding.doen.as_str()).collect();
    doen.dedup();
    assert_eq!(doen.len(), REGELS.len(), "each rule has a remedy of its own");
}
