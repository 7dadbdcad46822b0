//! Rows 40 to 50: CBS, or the way to it, is struck. The messages of the same night must not notice.

use std::fs;
use std::net::TcpListener;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use testkit::fake_cbs::{FakeCbs, FakeCel, FakeDimensie, FakeOnderwerp, FakeTable, Misbehaviour};

use crate::Row;
use crate::invariant::{self, Held};
use crate::setup::{Setup, World};

/// More often than a run can ask.
const ALWAYS: u32 = 1_000;
/// What holds now, without when it came.
const STANDS: &str = "select tabel_id, gebied_sk, periode, waarde, reden_leeg from dwh.feit_statline \
    where vervallen_op is null order by 1, 2, 3";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { number: 40, fault: "no connection to CBS, no such host", act: no_way },
        Row { number: 41, fault: "HTTP 503, then 200; HTTP 500 for good", act: busy_twice },
        Row { number: 42, fault: "429 with Retry-After", act: retry_after },
        Row { number: 43, fault: "stall after the headers", act: stall },
        Row { number: 44, fault: "a body of another length", act: wrong_length },
        Row { number: 45, fault: "JSON cut off on a later page", act: cut_page },
        Row { number: 46, fault: "rubbish behind the body; a packed body", act: packed },
        Row { number: 47, fault: "redirect to another host; in a circle", act: redirect },
        Row { number: 48, fault: "TLS of a stranger", act: stranger },
        Row { number: 49, fault: "table withdrawn (404)", act: withdrawn },
        Row { number: 50, fault: "rows lost, rows twice, version moved", act: moved },
    ]
}

fn table() -> FakeTable {
    let regios = (1..=5).map(|nr| (format!("GM000{nr}"), format!("Gemeente {nr}")));
    FakeTable::new("85001NED", "Jeugdhulp")
        .dimensie(FakeDimensie::regios(regios))
        .dimensie(FakeDimensie::perioden((2018..2026).map(|jaar| format!("{jaar}JJ00"))))
        .onderwerp(FakeOnderwerp::new("M000001", "Jongeren met jeugdhulp"))
        .formule(|plek| {
            FakeCel::Getal(plek.posities.iter().fold(1_u32, |sum, at| sum * 9 + at).to_string())
        })
}

/// A warehouse with messages and one table that was loaded once.
struct Night<'s> {
    world: World<'s>,
    cbs: FakeCbs,
    stands: Vec<String>,
    version: u32,
}

impl<'s> Night<'s> {
    fn new(setup: &'s Setup) -> Result<Self> {
        let cbs = FakeCbs::start(vec![table()]);
        cbs.set_page_rows(10, 10);
        let world = setup.empty_world()?;
        configure(&world, &cbs.url_v4())?;
        let mut night = Self { world, cbs, stands: Vec::new(), version: 0 };
        let (status, code, _) = night.run()?;
        ensure!((&*status, &*code) == ("succeeded", ""), "the first night: {status} {code}");
        night.stands = night.world.warehouse.query(STANDS)?;
        ensure!(night.stands.len() == 40, "{} figures stand", night.stands.len());
        night.world.warehouse.deliver_files("m", &setup.inbox)?;
        Ok(night)
    }

    /// Status and code of the task of the table, and the exit code.
    fn run(&mut self) -> Result<(String, String, i32)> {
        let outcome = self.world.run_again()?;
        let report = outcome.json()?;
        let tasks = report.get("tasks").and_then(Value::as_array).context("no tasks")?;
        let is_its = |task: &&Value| task.get("source").is_some_and(|name| name == "jeugd");
        let task = tasks.iter().find(is_its).cloned().unwrap_or_default();
        let word =
            |name: &str| task.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok((word("status"), word("error_code"), outcome.code))
    }

    /// A new version with another figure is there.
    fn revise(&mut self) {
        self.version += 1;
        let (version, figure) = (self.version, 10_000 + self.version);
        self.cbs.change("85001NED", |table| {
            table.zet_versie(&format!("202602{version:02}0200")).zet_cel(
                &["GM0003", "2020JJ00"],
                "M000001",
                figure.to_string().as_str(),
            );
        });
    }

    /// One misbehaviour: it costs nothing (no code), or the table keeps what stood and the night after it is good.
    fn suffer(&mut self, what: Misbehaviour, times: u32, code: &str) -> Result<()> {
        self.revise();
        let told = format!("{what:?}");
        self.cbs.misbehave_after("Observations", "$top=1", 0, times, what);
        let (status, found, exit) = self.run()?;
        if code.is_empty() {
            ensure!((&*status, &*found) == ("succeeded", ""), "{told}: {status} {found}");
        } else {
            ensure!((&*status, &*found) == ("failed", code), "{told}: {status} {found}");
            ensure!(exit == 3, "I5: {told}: exit code {exit}");
            let stands = self.world.warehouse.query(STANDS)?;
            ensure!(stands == self.stands, "I2: {told}: figures of half a version stand");
            self.cbs.behave();
            let (status, found, _) = self.run()?;
            ensure!(status == "succeeded", "the night after {told}: {status} {found}");
        }
        self.cbs.behave();
        self.stands = self.world.warehouse.query(STANDS)?;
        ensure!(self.stands.len() == 40, "{told}: {} figures stand", self.stands.len());
        Ok(())
    }

    /// The messages of that night are as they always are.
    fn end(self) -> Result<Held> {
        let mut held = Held::default();
        let warehouse = &self.world.warehouse;
        invariant::balance(warehouse)?;
        let other = warehouse.facts()?.without_statline();
        let differences = other.differences(&self.world.setup.expected.without_statline());
        ensure!(differences.is_empty(), "I3: {differences:#?}");
        invariant::silent(&self.world)?;
        invariant::clean(warehouse)?;
        for number in [1, 2, 3, 5, 6, 7, 8] {
            held.add(number);
        }
        Ok(held)
    }
}

fn configure(world: &World<'_>, url: &str) -> Result<()> {
    world.warehouse.configure(&[])?;
    let file = world.warehouse.path("sluis.toml");
    let config = fs::read_to_string(&file)?;
    let source = format!(
        "[[source]]\nname = \"jeugd\"\nkind = \"cbs\"\ntable = \"85001NED\"\nbase_url = \"{url}\"\n\
         [cbs]\ntries = 2\nretry_ms = 1\nconnect_seconds = 2\nread_seconds = 1\npage_seconds = 3\n\
         page_mb_max = 1\ncache_mb_max = 0\n"
    );
    Ok(fs::write(file, config + &source)?)
}

fn each(setup: &Setup, faults: Vec<(Misbehaviour, u32, &str)>) -> Result<Held> {
    let mut night = Night::new(setup)?;
    for (what, times, code) in faults {
        night.suffer(what, times, code)?;
    }
    night.end()
}

/// Nobody listens, and a name that does not exist.
fn no_way(setup: &Setup) -> Result<Held> {
    let mut night = Night::new(setup)?;
    let closed = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    for url in
        [format!("http://127.0.0.1:{closed}/odata/v1/CBS"), "https://cbs.invalid/CBS".to_owned()]
    {
        configure(&night.world, &url)?;
        let (status, code, exit) = night.run()?;
        ensure!(status == "failed" && exit == 3, "{url}: {status} {code} {exit}");
        ensure!(night.world.warehouse.query(STANDS)? == night.stands, "I2: {url}");
    }
    let url = night.cbs.url_v4();
    configure(&night.world, &url)?;
    night.revise();
    ensure!(night.run()?.0 == "succeeded", "the night after it");
    night.end()
}

fn busy_twice(setup: &Setup) -> Result<Held> {
    use Misbehaviour::Status;
    each(setup, vec![(Status(503), 1, ""), (Status(500), ALWAYS, "HTTP_STATUS")])
}

fn retry_after(setup: &Setup) -> Result<Held> {
    use Misbehaviour::RetryAfter;
    each(setup, vec![(RetryAfter(429, 1), 1, ""), (RetryAfter(503, 99_999), ALWAYS, "HTTP_STATUS")])
}

fn stall(setup: &Setup) -> Result<Held> {
    each(setup, vec![(Misbehaviour::Stall, ALWAYS, "HTTP_TIMEOUT")])
}

fn wrong_length(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{DropAfter, WrongLength};
    each(
        setup,
        vec![(WrongLength(100_000), ALWAYS, "BODY_CUT"), (DropAfter(100), ALWAYS, "BODY_CUT")],
    )
}

fn cut_page(setup: &Setup) -> Result<Held> {
    let mut night = Night::new(setup)?;
    night.revise();
    night.cbs.misbehave_after("Observations", "$top=1", 2, ALWAYS, Misbehaviour::CutJson);
    let (status, code, _) = night.run()?;
    ensure!((&*status, &*code) == ("failed", "JSON_INVALID"), "{status} {code}");
    ensure!(night.world.warehouse.query(STANDS)? == night.stands, "I2: half a version stands");
    night.cbs.behave();
    ensure!(night.run()?.0 == "succeeded", "the night after it");
    night.end()
}

fn packed(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{Garbage, Gzip, Html};
    each(
        setup,
        vec![
            (Gzip, ALWAYS, ""),
            (Garbage("<!-- -->".to_owned()), ALWAYS, "JSON_INVALID"),
            (Html, ALWAYS, "JSON_INVALID"),
        ],
    )
}

fn redirect(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{NextLink, Redirect, RedirectToSelf};
    each(
        setup,
        vec![
            (Redirect("http://127.0.0.2:9/x".to_owned()), ALWAYS, "HTTP_REDIRECT"),
            (RedirectToSelf, ALWAYS, "HTTP_REDIRECT"),
            (NextLink("http://169.254.169.254/latest/".to_owned()), ALWAYS, "ODATA_HOST"),
        ],
    )
}

/// A server that shows a certificate nobody vouches for.
fn stranger(setup: &Setup) -> Result<Held> {
    let mut night = Night::new(setup)?;
    let server = crate::stranger::Stranger::start(&night.world.warehouse.path("tls"))?;
    configure(&night.world, &format!("https://localhost:{}/CBS", server.port()))?;
    let (status, code, exit) = night.run()?;
    ensure!(status == "failed" && exit == 3, "a stranger was believed: {status} {code} {exit}");
    ensure!(night.world.warehouse.query(STANDS)? == night.stands, "I2: figures of a stranger");
    let url = night.cbs.url_v4();
    configure(&night.world, &url)?;
    night.revise();
    ensure!(night.run()?.0 == "succeeded", "the night after it");
    night.end()
}

fn withdrawn(setup: &Setup) -> Result<Held> {
    each(setup, vec![(Misbehaviour::Status(404), ALWAYS, "HTTP_STATUS")])
}

fn moved(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{Gap, NoNextLink, Overlap};
    each(
        setup,
        vec![
            (Gap(3), ALWAYS, "ODATA_COUNT"),
            (NoNextLink, ALWAYS, "ODATA_COUNT"),
            (Overlap(3), ALWAYS, ""),
        ],
    )
}
