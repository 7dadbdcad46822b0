//! Messages of release 2: several clients a message, each with a decision or records that may refer to one.
//!
//! 2.1 has a schema, and 2.2 to 2.4 are written as it; 2.0 is known from examples only and has names of its own.
//! Release 2 has no 317, 319 or 323.
//!
//! ```
//! use domain::Wet;
//! use testkit::bericht::v2::{Bericht, Beschikking, Start, Toewijzing};
//! use testkit::bericht::{Kop, Product};
//!
//! let kop = Kop::new(Wet::Wmo, "0363", "42420001").release_2(1);
//! let product = Product::new("2", "02A03");
//! let toewijzing = Bericht::new(
//!     kop.bericht("T1", "2018-04-01"),
//!     "999900006",
//!     Beschikking::new(7001, "2018-04-01").toewijzing(Toewijzing::new(product.clone(), "2018-04-01")),
//! );
//! let start = Bericht::new(
//!     kop.bericht("S1", "2018-04-09"),
//!     "999900006",
//!     Start::new(product, "2018-04-06").beschikking(7001),
//! );
//! assert!(String::from_utf8(toewijzing.xml()).unwrap().contains("<wmo301:BeschikkingNummer>7001<"));
//! assert!(String::from_utf8(start.xml()).unwrap().contains("/iwmo/2_1/wmo305/schema/2_1"));
//! ```

mod start;
mod stop;
mod toewijzing;
mod verzoek;

pub use start::Start;
pub use stop::Stop;
pub use toewijzing::{Beschikking, Beschikt, Toewijzing};
pub use verzoek::Verzoek;

use domain::Berichtsoort;

use super::persoon::Naamsoort;
use super::retour::{Klasse, Retourbericht};
use super::xml::{Ns, Xml};
use super::{Kop, Persoon, Veld};

/// What a message says about one client: it makes the kind of message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inhoud {
    /// 301.
    Beschikking(Box<Beschikking>),
    /// 305.
    Starts(Vec<Start>),
    /// 307.
    Stops(Vec<Stop>),
    /// 315.
    Verzoeken(Vec<Verzoek>),
}

macro_rules! inhoud_from {
    ($($variant:ident($type:ty)),+) => {
        $(impl From<$type> for Inhoud {
            fn from(record: $type) -> Self {
                Self::$variant(vec![record])
            }
        }

        impl From<Vec<$type>> for Inhoud {
            fn from(records: Vec<$type>) -> Self {
                Self::$variant(records)
            }
        })+
    };
}

inhoud_from!(Starts(Start), Stops(Stop), Verzoeken(Verzoek));

impl From<Beschikking> for Inhoud {
    fn from(beschikking: Beschikking) -> Self {
        Self::Beschikking(Box::new(beschikking))
    }
}

impl Inhoud {
    fn soort(&self) -> Berichtsoort {
        match self {
            Self::Beschikking(_) => Berichtsoort::B301,
            Self::Starts(_) => Berichtsoort::B305,
            Self::Stops(_) => Berichtsoort::B307,
            Self::Verzoeken(_) => Berichtsoort::B315,
        }
    }
}

/// A `Client`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The person.
    pub persoon: Persoon,
    /// `StatusAanlevering` of the client, in a 305, a 307 and (2.0) a 315: 1, or 9 for unchanged.
    pub status: Veld,
    /// The rest.
    pub inhoud: Inhoud,
}

/// A 301, 305, 307 or 315 of release 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bericht {
    /// Header.
    pub kop: Kop,
    /// The clients, in document order, all with the same kind of content.
    pub clienten: Vec<Client>,
    soort: Berichtsoort,
}

impl Bericht {
    /// A message about one client.
    pub fn new(kop: Kop, client: impl Into<Persoon>, inhoud: impl Into<Inhoud>) -> Self {
        let inhoud = inhoud.into();
        let soort = inhoud.soort();
        Self { kop, clienten: Vec::new(), soort }.client(client, inhoud)
    }

    /// Adds a client.
    #[must_use]
    pub fn client(mut self, client: impl Into<Persoon>, inhoud: impl Into<Inhoud>) -> Self {
        let (persoon, inhoud) = (client.into(), inhoud.into());
        self.clienten.push(Client { persoon, status: "1".into(), inhoud });
        self
    }

    /// Sets `StatusAanlevering` of all clients; 9 is unchanged.
    #[must_use]
    pub fn status(mut self, code: impl Into<Veld>) -> Self {
        let code = code.into();
        for client in &mut self.clienten {
            client.status = code.clone();
        }
        self
    }

    /// The kind of message.
    pub fn soort(&self) -> Berichtsoort {
        self.soort
    }

    /// The kind of its retour.
    pub(crate) fn retoursoort(&self) -> Berichtsoort {
        match self.soort {
            Berichtsoort::B301 => Berichtsoort::B302,
            Berichtsoort::B305 => Berichtsoort::B306,
            Berichtsoort::B307 => Berichtsoort::B308,
            _ => Berichtsoort::B316,
        }
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let mut xml = self.kop.open(buffer, self.soort);
        xml.sluit(Ns::Bericht, "Header");
        self.schrijf_clienten(&mut xml, |_| &[]);
        xml.finish()
    }

    /// Writes `Clienten`, with the codes of each class in a retour; records are counted over all clients.
    pub(crate) fn schrijf_clienten<'a>(&self, xml: &mut Xml, codes: impl Fn(Klasse) -> &'a [Veld]) {
        let mut regel = 0;
        xml.open(Ns::Bericht, "Clienten");
        for client in &self.clienten {
            xml.open(Ns::Bericht, "Client");
            self.schrijf_client(client, xml, &mut regel, &codes);
            xml.retourcodes(codes(Klasse::Client));
            xml.sluit(Ns::Bericht, "Client");
        }
        xml.sluit(Ns::Bericht, "Clienten");
    }

    fn schrijf_client<'a>(
        &self,
        client: &Client,
        xml: &mut Xml,
        regel: &mut u32,
        codes: &impl Fn(Klasse) -> &'a [Veld],
    ) {
        let mut next = || {
            *regel += 1;
            codes(Klasse::Regel(*regel))
        };
        let is_toewijzing = self.soort == Berichtsoort::B301;
        let naam = if is_toewijzing { Naamsoort::Volledig } else { Naamsoort::Verkort };
        client.persoon.schrijf(xml, naam);
        if is_toewijzing {
            client.persoon.schrijf_contact(xml, codes(Klasse::Overig));
        } else if xml.is_2_0() || self.soort != Berichtsoort::B315 {
            xml.veld(Ns::Bericht, "StatusAanlevering", &client.status);
        }
        let container = match &client.inhoud {
            Inhoud::Beschikking(beschikking) => {
                return beschikking.schrijf(xml, &self.kop, codes(Klasse::Overig), next);
            }
            Inhoud::Starts(_) => "StartProducten",
            Inhoud::Stops(_) => "StopProducten",
            Inhoud::Verzoeken(_) => "Producten",
        };
        xml.open(Ns::Bericht, container);
        match &client.inhoud {
            Inhoud::Beschikking(_) => {}
            Inhoud::Starts(starts) => {
                for start in starts {
                    start.schrijf(xml, &self.kop, next());
                }
            }
            Inhoud::Stops(stops) => {
                for stop in stops {
                    stop.schrijf(xml, &self.kop, next());
                }
            }
            Inhoud::Verzoeken(verzoeken) => {
                for verzoek in verzoeken {
                    verzoek.schrijf(xml, &self.kop, next());
                }
            }
        }
        xml.sluit(Ns::Bericht, container);
    }

    /// The retour on this message: accepted, until a code is added.
    pub fn retour(
        &self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Retourbericht<'_> {
        Retourbericht::new(self.into(), identificatie.into(), dagtekening.into())
    }
}

/// The number of the decision under the name of the release.
fn beschikkingnummer(xml: &mut Xml, nummer: Option<&Veld>) {
    let naam = if xml.is_2_0() { "Beschikkingnummer" } else { "BeschikkingNummer" };
    xml.optie(Ns::Bericht, naam, nummer);
}

/// Writes what a start and a stop begin with: decision, allocation, product, dates, provider.
fn verwijzing(
    xml: &mut Xml,
    [beschikking, nummer]: [Option<&Veld>; 2],
    product: &super::Product,
    [ingangsdatum, begindatum]: [Option<&Veld>; 2],
    aanbieder: &Veld,
) {
    beschikkingnummer(xml, beschikking);
    // 2.0 has no allocation numbers, and another name for the date of the allocation.
    if !xml.is_2_0() {
        xml.optie(Ns::Bericht, "ToewijzingNummer", nummer);
    }
    super::Product::schrijf(Some(product), xml);
    let ingang = if xml.is_2_0() { "Ingangsdatum" } else { "ToewijzingIngangsdatum" };
    xml.optie(Ns::Bericht, ingang, ingangsdatum);
    xml.optie(Ns::Bericht, "Begindatum", begindatum);
    xml.veld(Ns::Bericht, "Aanbieder", aanbieder);
}
