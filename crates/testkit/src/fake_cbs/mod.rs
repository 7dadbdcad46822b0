//! A fake CBS: a real HTTP server with both protocols of `StatLine`, that can change overnight and misbehave.
//!
//! ```no_run
//! use testkit::fake_cbs::{FakeCbs, FakeDimensie, FakeOnderwerp, FakeTable, Misbehaviour};
//!
//! let table = FakeTable::new("85001NED", "Jeugdhulp; regio")
//!     .dimensie(FakeDimensie::regios([("NL01", "Nederland"), ("GM0344", "Utrecht (gemeente)")]))
//!     .dimensie(FakeDimensie::perioden(["2024JJ00", "2025JJ00"]))
//!     .onderwerp(FakeOnderwerp::new("M000001", "Jongeren met jeugdhulp"))
//!     .cel(&["GM0344", "2025JJ00"], "M000001", "5815");
//! let cbs = FakeCbs::start(vec![table]);
//! cbs.misbehave("/Observations", 2, Misbehaviour::Status(503));
//! cbs.change("85001NED", |table| {
//!     table.zet_versie("202607010200").zet_cel(&["GM0344", "2025JJ00"], "M000001", "5820");
//! });
//! assert_eq!(cbs.requests("/Datasets").len(), 0);
//! ```
//!
//! | where | what |
//! |---|---|
//! | `tabel`, `dimensie`, `onderwerp`, `cel` | a table without a protocol: lists, measures, cells |
//! | `wijziging` | what happens to a table between two nights |
//! | `v3`, `v4`, `catalogus`, `list`, `rows`, `filter` | the answers |
//! | `bulk` | the file with the whole of a v4 table |
//! | `server`, `request`, `response` | the socket |
//! | `misbehaviour`, `logboek` | what goes wrong, and what was asked |
//! | `opname` | tables from recorded answers |
//! | `corpus` | nasty pages with an answer key |

mod bulk;
mod catalogus;
mod cel;
mod corpus;
mod dimensie;
mod fields;
mod filter;
mod list;
mod logboek;
mod misbehaviour;
mod onderwerp;
mod opname;
mod request;
mod response;
mod rows;
mod server;
mod tabel;
mod v3;
mod v4;
mod voorbeeld;
mod wijziging;

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use anyhow::Context as _;

pub use cel::{FakeCel, Plek};
pub use dimensie::{FakeCode, FakeDimensie};
pub use logboek::LogEntry;
pub use misbehaviour::Misbehaviour;
pub use onderwerp::FakeOnderwerp;
pub use tabel::FakeTable;
pub use voorbeeld::{participatie, voorbeelden};

use misbehaviour::Rule;
use server::{Shared, Site};

/// A fake CBS on a port of its own. It stops when it is dropped.
pub struct FakeCbs {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

impl FakeCbs {
    /// Serves these tables on a free port of 127.0.0.1.
    ///
    /// # Panics
    /// When no port can be opened: no test can go on then.
    #[must_use]
    pub fn start(tables: Vec<FakeTable>) -> Self {
        #[expect(clippy::expect_used, reason = "a test cannot go on without its server")]
        Self::start_on(0, tables).expect("open a port on 127.0.0.1")
    }

    /// Serves these tables on a port; 0: any free one.
    ///
    /// # Errors
    /// When the port cannot be opened.
    pub fn start_on(port: u16, tables: Vec<FakeTable>) -> io::Result<Self> {
        let shared = Arc::new(Shared::new(Site {
            tables: tables.into_iter().map(Arc::new).collect(),
            extra_v4: Vec::new(),
            extra_v3: Vec::new(),
            page_v3: 10_000,
            page_v4: 100_000,
        }));
        let (address, listener) = server::listen(&shared, port)?;
        Ok(Self { address, shared, listener: Some(listener) })
    }

    /// Serves everything that was recorded below a folder with `replay-map.json`, on a port; 0: any free one.
    ///
    /// # Errors
    /// When a file is missing or is not what it should be, or the port cannot be opened.
    pub fn replay(port: u16, folder: &Path) -> anyhow::Result<Self> {
        let opnames = opname::read_all(folder)?;
        let cbs = Self::start_on(port, opnames.tables).context("open a port on 127.0.0.1")?;
        {
            let mut site = cbs.shared.site();
            site.extra_v3 = opnames.extra_v3;
            site.extra_v4 = opnames.extra_v4;
        }
        Ok(cbs)
    }

    /// Ids of the tables that are served, v3 and v4.
    #[must_use]
    pub fn ids(&self) -> (Vec<String>, Vec<String>) {
        let site = self.shared.site();
        let ids = |is_v4: bool| {
            let served = site
                .tables
                .iter()
                .filter(|table| if is_v4 { table.has_v4() } else { table.has_v3() });
            served.map(|table| table.id.clone()).collect()
        };
        (ids(false), ids(true))
    }

    /// Host and port, such as `127.0.0.1:41234`.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Base URL of v3, as `https://opendata.cbs.nl`.
    #[must_use]
    pub fn url_v3(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Base URL of v4, as `https://datasets.cbs.nl/odata/v1/CBS`.
    #[must_use]
    pub fn url_v4(&self) -> String {
        format!("http://{}{}", self.address, v4::ROOT)
    }

    /// Base URL of v4 by name: `localhost` may be `::1` first, where nobody listens.
    #[must_use]
    pub fn url_v4_localhost(&self) -> String {
        format!("http://localhost:{}{}", self.address.port(), v4::ROOT)
    }

    /// Address of the file with the whole of a v4 table, as `https://datasets.cbs.nl/csv/CBS/nl/85001NED`.
    #[must_use]
    pub fn url_bulk(&self, id: &str) -> String {
        format!("http://{}/csv/CBS/nl/{id}", self.address)
    }

    /// Rows on a page from now on: CBS has 10,000 in v3 and 100,000 in v4.
    pub fn set_page_rows(&self, v3: u64, v4: u64) {
        let mut site = self.shared.site();
        site.page_v3 = v3.max(1);
        site.page_v4 = v4.max(1);
    }

    /// Adds a table, or replaces the one with its id.
    pub fn add(&self, table: FakeTable) {
        let mut site = self.shared.site();
        site.tables.retain(|found| found.id != table.id);
        site.tables.push(Arc::new(table));
    }

    /// Takes a table away: from then on 404, and not in the catalogue.
    pub fn remove(&self, id: &str) {
        self.shared.site().tables.retain(|table| table.id != id);
    }

    /// Changes a table, as between two nights. Nothing happens when there is none with this id.
    pub fn change(&self, id: &str, how: impl FnOnce(&mut FakeTable)) {
        server::change(&self.shared, id, how);
    }

    /// Lets the next `times` requests go wrong whose decoded path and query hold `pattern`; `*` in it stands for anything.
    pub fn misbehave(&self, pattern: &str, times: u32, what: Misbehaviour) {
        self.misbehave_after(pattern, "", 0, times, what);
    }

    /// As [`FakeCbs::misbehave`], but requests that hold `except` are left alone (empty: none), and the first
    /// `first_well` requests go well.
    pub fn misbehave_after(
        &self,
        pattern: &str,
        except: &str,
        first_well: u32,
        times: u32,
        what: Misbehaviour,
    ) {
        self.shared.rules().push(Rule {
            pattern: pattern.to_owned(),
            except: except.to_owned(),
            first_well,
            times,
            what,
        });
    }

    /// From now on everything goes well.
    pub fn behave(&self) {
        self.shared.rules().clear();
    }

    /// Everything that was asked.
    #[must_use]
    pub fn log(&self) -> Vec<LogEntry> {
        self.shared.log().entries.clone()
    }

    /// What was asked of addresses that hold `part`.
    #[must_use]
    pub fn requests(&self, part: &str) -> Vec<LogEntry> {
        let mut entries = self.log();
        entries.retain(|entry| format!("{}?{}", entry.path, entry.query).contains(part));
        entries
    }

    /// Forgets what was asked, for the next night. Numbers begin at 0 again.
    pub fn forget(&self) {
        let mut log = self.shared.log();
        log.entries.clear();
        log.busy_max = log.busy;
        log.connections = 0;
    }

    /// The most requests that were being answered at the same time.
    #[must_use]
    pub fn max_concurrent(&self) -> u32 {
        self.shared.log().busy_max
    }

    /// Connections that were made.
    #[must_use]
    pub fn connections(&self) -> u32 {
        self.shared.log().connections
    }
}

impl Drop for FakeCbs {
    fn drop(&mut self) {
        self.shared.stop(self.address);
        if let Some(listener) = self.listener.take() {
            // A listener that panicked has said so already.
            drop(listener.join());
        }
    }
}
