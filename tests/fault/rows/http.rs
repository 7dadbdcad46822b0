//! Rows 40 to 50: CBS, or the way to it, is struck. The messages of the same night must not notice.

use std::fs;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use testkit::fake_cbs::{FakeCbs, FakeCel, FakeDimensie, FakeOnderwerp, FakeTable, Misbehaviour};

use crate::Row;
use crate::invariant::{self, Held};
use crate::setup::{Setup, World};
use crate::stranger::{Face, Stranger};

/// More often than a run can ask.
const ALWAYS: u32 = 1_000;
/// The pages with figures, and what asks how many there are.
const PAGES: &str = "/Observations";
const COUNT: &str = "$top=1";
/// Attempts of one page.
const TWICE: &str = "tries = 2";
/// Bytes of a page that unpacks to more than `page_mb_max`.
const BOMB: usize = 8 << 20;
/// What holds now, without when it came.
const STANDS: &str = "select tabel_id, gebied_sk, periode, waarde, reden_leeg from dwh.feit_statline \
    where vervallen_op is null order by 1, 2, 3";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { number: 40, fault: "no connection to CBS, no such host", act: no_way },
        Row { number: 41, fault: "HTTP 500, 502, 503, then 200; 500 for good", act: unwell },
        Row {
            number: 42,
            fault: "Retry-After: seconds, a date, far off, rubbish",
            act: retry_after,
        },
        Row { number: 43, fault: "stall after the headers; ten bytes a second", act: stall },
        Row { number: 44, fault: "a body of another length; a chunk cut off", act: wrong_length },
        Row { number: 45, fault: "JSON cut off on a later page", act: cut_page },
        Row { number: 46, fault: "a packed body that is broken, or a bomb; rubbish", act: packed },
        Row { number: 47, fault: "redirect to another host; in a circle", act: redirect },
        Row { number: 48, fault: "TLS: self-signed, other host, expired, TLS 1.0", act: stranger },
        Row { number: 49, fault: "table withdrawn; another shape on page 2", act: withdrawn },
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
    revision: u32,
}

impl<'s> Night<'s> {
    fn new(setup: &'s Setup) -> Result<Self> {
        let cbs = FakeCbs::start(vec![table()]);
        cbs.set_page_rows(10, 10);
        let world = setup.empty_world()?;
        configure(&world, &cbs.url_v4(), TWICE)?;
        let mut night = Self { world, cbs, stands: Vec::new(), version: 0, revision: 0 };
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
        self.revision = self.version;
        let (stamp, figure) = (self.stamp(), self.figure());
        self.cbs.change("85001NED", |table| {
            table.zet_versie(&stamp).zet_cel(&["GM0003", "2020JJ00"], "M000001", figure.as_str());
        });
    }

    /// When the version of now was published.
    fn stamp(&self) -> String {
        format!("2026{:02}{:02}0200", 2 + self.version / 28, 1 + self.version % 28)
    }

    /// The figure that the newest revision brought.
    fn figure(&self) -> String {
        (10_000 + self.revision).to_string()
    }

    /// It goes wrong `times` times, after `first` pages that are good: no code means that it costs nothing; else the
    /// table keeps what stood, and the night after it is good.
    fn suffer(&mut self, case: &Case) -> Result<()> {
        self.revise();
        let told = format!("{:.200}", format!("{:?}", case.what));
        for what in &case.what {
            self.cbs.misbehave_after(PAGES, COUNT, case.first, case.times, what.clone());
        }
        self.ends_as(&told, case.code)
    }

    /// Does the night, and where it is to fail the one after it.
    fn ends_as(&mut self, told: &str, code: &str) -> Result<()> {
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
        let figure = format!("|{}|", self.figure());
        let is_new = self.stands.iter().any(|row| row.contains(&figure));
        ensure!(is_new, "I3: {told}: the new version does not stand");
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

/// What goes wrong, after how many good pages, how often, and the code that it ends under.
struct Case {
    what: Vec<Misbehaviour>,
    first: u32,
    times: u32,
    code: &'static str,
}

impl Case {
    /// It costs nothing, though it happens again and again.
    fn harmless(what: Misbehaviour) -> Self {
        Self { what: vec![what], first: 0, times: ALWAYS, code: "" }
    }

    /// It happens again and again, and the table fails.
    fn fatal(what: Misbehaviour, code: &'static str) -> Self {
        Self { what: vec![what], first: 0, times: ALWAYS, code }
    }

    /// It happens once, and is made good.
    fn once(what: Misbehaviour) -> Self {
        Self { what: vec![what], first: 0, times: 1, code: "" }
    }

    /// So many pages are good.
    const fn after(mut self, pages: u32) -> Self {
        self.first = pages;
        self
    }

    /// And this goes wrong with the same page.
    fn and(mut self, what: Misbehaviour) -> Self {
        self.what.push(what);
        self
    }
}

fn configure(world: &World<'_>, url: &str, cbs: &str) -> Result<()> {
    world.warehouse.configure(&[])?;
    let file = world.warehouse.path("sluis.toml");
    let config = fs::read_to_string(&file)?;
    let source = format!(
        "[[source]]\nname = \"jeugd\"\nkind = \"cbs\"\ntable = \"85001NED\"\nbase_url = \"{url}\"\n\
         [cbs]\nretry_ms = 1\nretry_seconds_max = 1\nconnect_seconds = 2\nread_seconds = 1\npage_seconds = 2\n\
         page_mb_max = 1\ncache_mb_max = 0\n{cbs}\n"
    );
    Ok(fs::write(file, config + &source)?)
}

fn each(setup: &Setup, cases: impl IntoIterator<Item = Case>) -> Result<Held> {
    let mut night = Night::new(setup)?;
    for case in cases {
        night.suffer(&case)?;
    }
    night.end()
}

/// A night that cannot be good, then one with the fake again.
fn away(night: &mut Night<'_>, url: &str, cbs: &str, words: &str) -> Result<()> {
    configure(&night.world, url, cbs)?;
    let (status, code, exit) = night.run()?;
    ensure!(status == "failed" && exit == 3, "{url}: {status} {code} {exit}");
    let reachable = ["SOURCE_UNAVAILABLE", "HTTP_CONNECTION"];
    ensure!(reachable.contains(&&*code), "{url}: {code}");
    ensure!(night.world.warehouse.query(STANDS)? == night.stands, "I2: {url}: other figures stand");
    let sql = "select fout from beheer.taak where status = 'failed' order by taak_id desc limit 1";
    let told = night.world.warehouse.value(sql)?;
    ensure!(told.contains(words), "I5: {url}: not `{words}` but {told}");
    let url = night.cbs.url_v4();
    configure(&night.world, &url, TWICE)?;
    night.revise();
    night.ends_as("the night after it", "")
}

/// Nobody listens, and a name that does not exist.
fn no_way(setup: &Setup) -> Result<Held> {
    let mut night = Night::new(setup)?;
    let closed = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    away(&mut night, &format!("http://127.0.0.1:{closed}/odata/v1/CBS"), TWICE, "refused")?;
    away(&mut night, "https://cbs.invalid/CBS", TWICE, "no connection")?;
    night.end()
}

/// Three answers in a row of a server that is not well; then one that is never well again.
fn unwell(setup: &Setup) -> Result<Held> {
    use Misbehaviour::Status;
    let mut night = Night::new(setup)?;
    let url = night.cbs.url_v4();
    configure(&night.world, &url, "tries = 4\nconnections = 1")?;
    night.revise();
    for (before, status) in [(0, 500), (1, 502), (2, 503)] {
        night.cbs.misbehave_after(PAGES, COUNT, before, 1, Status(status));
    }
    night.ends_as("500, 502, 503", "")?;
    let repeated = "request failed and is repeated";
    let times = night.world.talk().last().map_or(0, |told| told.matches(repeated).count());
    ensure!(times == 3, "{times} attempts are logged");
    night.suffer(&Case::fatal(Status(500), "HTTP_STATUS"))?;
    night.end()
}

/// What is asked is honoured up to a bound; what is no time is as if nothing was asked.
fn retry_after(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{Head, RetryAfter};
    let mut night = Night::new(setup)?;
    let date = |seconds| ("Date", format!("Sun, 06 Nov 1994 08:49:{seconds} GMT"));
    let after = |text: &str| ("Retry-After", text.to_owned());
    for what in [
        RetryAfter(429, 1),
        RetryAfter(503, 99_999),
        Head(503, vec![date(10), after("Sun, 06 Nov 1994 08:49:11 GMT")]),
        Head(503, vec![date(10), after("Sat, 06 Nov 2094 08:49:11 GMT")]),
    ] {
        let told = format!("{what:?}");
        let begin = Instant::now();
        night.suffer(&Case::once(what))?;
        ensure!(begin.elapsed() > Duration::from_secs(1), "{told} was not waited for");
    }
    for text in ["-5", "soon", "", "99999999999999999999999"] {
        night.suffer(&Case::once(Head(429, vec![after(text)])))?;
    }
    night.suffer(&Case::fatal(RetryAfter(503, 99_999), "HTTP_STATUS"))?;
    night.end()
}

/// Silence, and ten bytes a second: neither is waited for longer than is configured.
fn stall(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{Slow, Stall};
    each(setup, [Case::fatal(Stall, "HTTP_TIMEOUT"), Case::fatal(Slow(1), "HTTP_TIMEOUT")])
}

fn wrong_length(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{CutChunk, DropAfter, WrongLength};
    each(
        setup,
        [
            Case::fatal(WrongLength(100_000), "BODY_CUT"),
            Case::fatal(WrongLength(100), "JSON_INVALID"),
            Case::fatal(DropAfter(100), "BODY_CUT"),
            Case::fatal(CutChunk, "BODY_CUT"),
            Case::once(CutChunk),
        ],
    )
}

fn cut_page(setup: &Setup) -> Result<Held> {
    each(setup, [Case::fatal(Misbehaviour::CutJson, "JSON_INVALID").after(2)])
}

fn packed(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{Body, Garbage, Gzip, Head, Html};
    let packed = || ("Content-Encoding", "gzip".to_owned());
    each(
        setup,
        [
            Case::harmless(Gzip),
            Case::fatal(Head(200, vec![packed()]), "BODY_CUT"),
            Case::fatal(Body(vec![b' '; BOMB]), "BODY_TOO_LARGE").and(Gzip),
            Case::fatal(Garbage("<!-- -->".to_owned()), "JSON_INVALID"),
            Case::fatal(Html, "JSON_INVALID"),
        ],
    )
}

fn redirect(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{NextLink, Redirect, RedirectToSelf};
    each(
        setup,
        [
            Case::fatal(Redirect("http://127.0.0.2:9/x".to_owned()), "HTTP_REDIRECT"),
            Case::fatal(Redirect("ftp://HOST/x".to_owned()), "HTTP_REDIRECT"),
            Case::fatal(RedirectToSelf, "HTTP_REDIRECT"),
            Case::fatal(NextLink("http://169.254.169.254/latest/".to_owned()), "ODATA_HOST"),
            Case::fatal(NextLink("file:///etc/passwd".to_owned()), "ODATA_HOST"),
        ],
    )
}

/// Servers that nobody may believe. A good one shows that the others are refused for what they are.
fn stranger(setup: &Setup) -> Result<Held> {
    let mut night = Night::new(setup)?;
    for (face, words) in [
        (Face::SelfMade, "not trusted"),
        (Face::OtherHost, "not valid for name"),
        (Face::Expired, "Expired"),
        (Face::OldTls, "no connection"),
    ] {
        let folder = night.world.warehouse.path(&format!("{face:?}"));
        let server = Stranger::start(&folder, face)?;
        let url = format!("https://localhost:{}/CBS", server.port());
        away(&mut night, &url, &trust(&server), words)?;
    }
    let server = Stranger::start(&night.world.warehouse.path("good"), Face::Good)?;
    let url = format!("https://localhost:{}/CBS", server.port());
    configure(&night.world, &url, &trust(&server))?;
    let (_, code, _) = night.run()?;
    ensure!(code == "JSON_INVALID", "a page of the good server was not read: {code}");
    let url = night.cbs.url_v4();
    configure(&night.world, &url, TWICE)?;
    night.revise();
    night.ends_as("the night after it", "")?;
    night.end()
}

fn trust(server: &Stranger) -> String {
    let file = server.authority().map(|file| format!("\nca_file = \"{}\"", file.display()));
    format!("{TWICE}{}", file.unwrap_or_default())
}

/// The rows are gone, the table is gone, a row has another shape than the rows before it.
fn withdrawn(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{Replaced, Status};
    let other = |name: &str| Replaced("\"Value\":".to_owned(), format!("{name}:"));
    let mut night = Night::new(setup)?;
    night.suffer(&Case::fatal(Status(404), "OBSERVATIONS_GONE"))?;
    night.suffer(&Case::harmless(other("\"Extra\":1,\"Value\"")).after(1))?;
    night.suffer(&Case::fatal(other("\"Waarde\""), "ODATA_FIELD").after(1))?;
    night.cbs.remove("85001NED");
    let (status, code, exit) = night.run()?;
    ensure!(status == "failed" && exit == 3, "withdrawn: {status} {code} {exit}");
    ensure!(night.world.warehouse.query(STANDS)? == night.stands, "I2: its figures are gone too");
    night.cbs.add(table());
    night.revise();
    night.ends_as("the table is back", "")?;
    night.end()
}

fn moved(setup: &Setup) -> Result<Held> {
    use Misbehaviour::{Gap, NewVersion, NoNextLink, Overlap};
    let mut night = Night::new(setup)?;
    for case in [
        Case::fatal(Gap(3), "ODATA_COUNT"),
        Case::fatal(NoNextLink, "ODATA_COUNT"),
        Case::harmless(Overlap(3)),
    ] {
        night.suffer(&case)?;
    }
    // Once is made good by another pull; each pull meets a newer version after its second page when it is twice.
    for (moves, code) in [(&[1][..], ""), (&[1, 6], "VERSION_MOVED")] {
        night.revise();
        for pages in moves {
            night.version += 1;
            let moved = NewVersion("85001NED".to_owned(), night.stamp());
            night.cbs.misbehave_after(PAGES, COUNT, *pages, 1, moved);
        }
        night.ends_as(&format!("{} new versions while pulling", moves.len()), code)?;
    }
    night.end()
}
