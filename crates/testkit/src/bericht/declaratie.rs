//! 323: what the provider wants to be paid.

use domain::Berichtsoort;

use super::prestatie::{periode, totaal};
use super::xml::Ns;
use super::{Declaratieantwoord, Kop, Prestatie, Veld};

/// A `Client` of a 323: a BSN and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaratieclient {
    /// `Bsn`.
    pub bsn: Veld,
    /// The lines, in document order.
    pub prestaties: Vec<Prestatie>,
}

/// A 323.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaratiebericht {
    /// Header.
    pub kop: Kop,
    /// `DeclaratieNummer`.
    pub declaratienummer: Veld,
    /// `DeclaratiePeriode`.
    pub periode: [Veld; 2],
    /// `DeclaratieDagtekening`.
    pub dagtekening: Veld,
    /// `TotaalIngediendBedrag` with its sign, when it must differ from the sum.
    pub totaal: Option<i64>,
    /// The persons, in document order.
    pub clienten: Vec<Declaratieclient>,
}

impl Declaratiebericht {
    /// A declaration over `begin` to `eind`, numbered after its message and of the same date.
    pub fn new(kop: Kop, begin: impl Into<Veld>, eind: impl Into<Veld>) -> Self {
        Self {
            declaratienummer: format!("D{}", kop.identificatie)
                .chars()
                .take(12)
                .collect::<String>()
                .into(),
            periode: [begin.into(), eind.into()],
            dagtekening: kop.dagtekening.clone(),
            totaal: None,
            clienten: Vec::new(),
            kop,
        }
    }

    /// Adds a line of the person with `bsn`.
    #[must_use]
    pub fn prestatie(mut self, bsn: impl Into<Veld>, mut prestatie: Prestatie) -> Self {
        let bsn = bsn.into();
        if prestatie.referentienummer == Veld::default() {
            let regel = self.clienten.iter().map(|client| client.prestaties.len()).sum::<usize>();
            prestatie.referentienummer = format!("{}-{}", self.kop.identificatie, regel + 1).into();
        }
        match self.clienten.iter_mut().find(|client| client.bsn == bsn) {
            Some(client) => client.prestaties.push(prestatie),
            None => self.clienten.push(Declaratieclient { bsn, prestaties: vec![prestatie] }),
        }
        self
    }

    /// The signed sum of all lines.
    pub fn som(&self) -> i64 {
        self.clienten.iter().flat_map(|client| &client.prestaties).map(Prestatie::met_teken).sum()
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let mut xml = self.kop.open(buffer, Berichtsoort::B323);
        xml.sluit(Ns::Bericht, "Header");
        xml.open(Ns::Bericht, "Declaratie");
        xml.veld(Ns::Bericht, "DeclaratieNummer", &self.declaratienummer);
        periode(&mut xml, "DeclaratiePeriode", &self.periode);
        xml.veld(Ns::Bericht, "DeclaratieDagtekening", &self.dagtekening);
        totaal(&mut xml, "TotaalIngediendBedrag", self.totaal.unwrap_or_else(|| self.som()));
        xml.open(Ns::Bericht, "Clienten");
        for client in &self.clienten {
            xml.open(Ns::Bericht, "Client");
            xml.veld(Ns::Bericht, "Bsn", &client.bsn);
            xml.open(Ns::Bericht, "Prestaties");
            for prestatie in &client.prestaties {
                prestatie.schrijf(&mut xml, &[]);
            }
            xml.sluit(Ns::Bericht, "Prestaties");
            xml.sluit(Ns::Bericht, "Client");
        }
        xml.sluit(Ns::Bericht, "Clienten");
        xml.sluit(Ns::Bericht, "Declaratie");
        xml.finish()
    }

    /// The 325 on this message: everything approved, until a code is added.
    pub fn antwoord(
        &self,
        identificatie: impl Into<Veld>,
        dagtekening: impl Into<Veld>,
    ) -> Declaratieantwoord<'_> {
        Declaratieantwoord::new(self, identificatie.into(), dagtekening.into())
    }
}
