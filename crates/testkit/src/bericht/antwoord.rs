//! 325: what the municipality says about a 323, in its four shapes (IV087, IV088).

use std::collections::BTreeMap;

use domain::Berichtsoort;

use super::prestatie::totaal;
use super::xml::{Ns, Xml};
use super::{Declaratiebericht, Prestatie, Veld, kop};

/// A 325.
#[derive(Debug, Clone)]
pub struct Declaratieantwoord<'a> {
    heen: &'a Declaratiebericht,
    identificatie: Veld,
    dagtekening: Veld,
    kopcodes: Vec<Veld>,
    declaratiecodes: Vec<Veld>,
    clientcodes: BTreeMap<Veld, Vec<Veld>>,
    regelcodes: BTreeMap<u32, Vec<Veld>>,
    declaratienummer: Option<Veld>,
    xsd_versie: &'static str,
    te_veel: i64,
    vreemd: Option<(Prestatie, Veld)>,
    ander_volume: Option<u32>,
    andere_client: Option<Veld>,
}

impl<'a> Declaratieantwoord<'a> {
    pub(crate) fn new(heen: &'a Declaratiebericht, identificatie: Veld, dagtekening: Veld) -> Self {
        Self {
            heen,
            identificatie,
            dagtekening,
            kopcodes: Vec::new(),
            declaratiecodes: Vec::new(),
            clientcodes: BTreeMap::new(),
            regelcodes: BTreeMap::new(),
            declaratienummer: None,
            xsd_versie: kop::XSD_VERSIE,
            te_veel: 0,
            vreemd: None,
            ander_volume: None,
            andere_client: None,
        }
    }

    /// Names another `DeclaratieNummer` than the 323.
    #[must_use]
    pub fn declaratienummer(mut self, nummer: impl Into<Veld>) -> Self {
        self.declaratienummer = Some(nummer.into());
        self
    }

    /// Says that the 323 was written by another version of the schema of its message.
    #[must_use]
    pub fn xsd_versie(mut self, versie: &'static str) -> Self {
        self.xsd_versie = versie;
        self
    }

    /// Grants `eurocent` more than the lines that are not sent back.
    #[must_use]
    pub fn te_veel_toegekend(mut self, eurocent: i64) -> Self {
        self.te_veel = eurocent;
        self
    }

    /// Sends back a line that the 323 does not have, behind the other lines of the last person.
    #[must_use]
    pub fn vreemde_regel(mut self, prestatie: Prestatie, code: impl Into<Veld>) -> Self {
        self.vreemd = Some((prestatie, code.into()));
        self
    }

    /// Sends line `regel` back with a volume that is one more.
    #[must_use]
    pub fn met_ander_volume(mut self, regel: u32) -> Self {
        self.ander_volume = Some(regel);
        self
    }

    /// Rejects the whole 323 in the header: no `DeclaratieAntwoord` at all.
    #[must_use]
    pub fn kopcode(mut self, code: impl Into<Veld>) -> Self {
        self.kopcodes.push(code.into());
        self
    }

    /// Rejects the whole 323 on the class `Declaratie`: no lines, nothing granted.
    #[must_use]
    pub fn declaratiecode(mut self, code: impl Into<Veld>) -> Self {
        self.declaratiecodes.push(code.into());
        self
    }

    /// Rejects a person: all lines come back with 0233.
    #[must_use]
    pub fn clientcode(mut self, bsn: impl Into<Veld>, code: impl Into<Veld>) -> Self {
        self.clientcodes.entry(bsn.into()).or_default().push(code.into());
        self
    }

    /// Rejects line `regel`, from 1 in document order over all persons.
    #[must_use]
    pub fn regelcode(mut self, regel: u32, code: impl Into<Veld>) -> Self {
        self.regelcodes.entry(regel).or_default().push(code.into());
        self
    }

    /// Sends the lines back under this person.
    #[must_use]
    pub fn met_andere_client(mut self, bsn: impl Into<Veld>) -> Self {
        self.andere_client = Some(bsn.into());
        self
    }

    /// The message as bytes.
    pub fn xml(&self) -> Vec<u8> {
        self.schrijf(Vec::new())
    }

    /// Writes the message into `buffer`, emptied first.
    pub fn schrijf(&self, buffer: Vec<u8>) -> Vec<u8> {
        let own = self.heen.kop.bericht(&self.identificatie, &self.dagtekening);
        let mut xml = own.open(buffer, Berichtsoort::B325);
        let heen = &self.heen.kop;
        kop::identificatie(
            &mut xml,
            "DeclaratieIdentificatie",
            &heen.identificatie,
            &heen.dagtekening,
        );
        kop::xsd_versie_van(&mut xml, "XsdVersieDeclaratie", self.xsd_versie);
        let goed = [Veld::from("0200")];
        xml.retourcodes(if self.kopcodes.is_empty() { &goed } else { &self.kopcodes });
        xml.sluit(Ns::Bericht, "Header");
        if self.kopcodes.is_empty() {
            self.schrijf_antwoord(&mut xml);
        }
        xml.finish()
    }

    fn schrijf_antwoord(&self, xml: &mut Xml) {
        let ingediend = self.heen.totaal.unwrap_or_else(|| self.heen.som());
        let is_partial =
            !(self.clientcodes.is_empty() && self.regelcodes.is_empty()) || self.vreemd.is_some();
        let (toegekend, codes) = if !self.declaratiecodes.is_empty() {
            (0, self.declaratiecodes.clone())
        } else if is_partial {
            (ingediend - self.afgewezen() + self.te_veel, vec!["0200".into()])
        } else {
            (ingediend + self.te_veel, vec!["8001".into()])
        };
        xml.open(Ns::Bericht, "DeclaratieAntwoord");
        let nummer = self.declaratienummer.as_ref().unwrap_or(&self.heen.declaratienummer);
        xml.veld(Ns::Bericht, "DeclaratieNummer", nummer);
        totaal(xml, "TotaalIngediendBedrag", ingediend);
        totaal(xml, "TotaalToegekendBedrag", toegekend);
        if is_partial && self.declaratiecodes.is_empty() {
            self.schrijf_clienten(xml);
        }
        xml.retourcodes(&codes);
        xml.sluit(Ns::Bericht, "DeclaratieAntwoord");
    }

    /// The codes of a line, when it is sent back.
    fn codes(&self, bsn: &Veld, regel: u32) -> Option<Vec<Veld>> {
        match self.regelcodes.get(&regel) {
            Some(codes) => Some(codes.clone()),
            None => self.clientcodes.contains_key(bsn).then(|| vec!["0233".into()]),
        }
    }

    fn afgewezen(&self) -> i64 {
        let mut regel = 0;
        let mut som = self.vreemd.as_ref().map_or(0, |(prestatie, _)| prestatie.met_teken());
        for client in &self.heen.clienten {
            for prestatie in &client.prestaties {
                regel += 1;
                if self.codes(&client.bsn, regel).is_some() {
                    som += prestatie.met_teken();
                }
            }
        }
        som
    }

    /// The line as it is sent back.
    fn teruggestuurd(&self, prestatie: &Prestatie, regel: u32) -> Prestatie {
        let mut prestatie = prestatie.clone();
        if self.ander_volume == Some(regel)
            && let Ok(volume) = prestatie.volume.as_str().parse::<i64>()
        {
            prestatie.volume = (volume + 1).into();
        }
        prestatie
    }

    fn schrijf_clienten(&self, xml: &mut Xml) {
        let goed = vec![Veld::from("0200")];
        let mut regel = 0;
        let laatste = self.heen.clienten.len();
        xml.open(Ns::Bericht, "Clienten");
        for (client, plaats) in self.heen.clienten.iter().zip(1..) {
            let mut terug = Vec::new();
            for prestatie in &client.prestaties {
                regel += 1;
                if let Some(codes) = self.codes(&client.bsn, regel) {
                    terug.push((self.teruggestuurd(prestatie, regel), codes));
                }
            }
            if let (Some((prestatie, code)), true) = (&self.vreemd, plaats == laatste) {
                terug.push((prestatie.clone(), vec![code.clone()]));
            }
            if terug.is_empty() {
                continue;
            }
            xml.open(Ns::Bericht, "Client");
            xml.veld(Ns::Bericht, "Bsn", self.andere_client.as_ref().unwrap_or(&client.bsn));
            xml.open(Ns::Bericht, "Prestaties");
            for (prestatie, codes) in terug {
                prestatie.schrijf(xml, &codes);
            }
            xml.sluit(Ns::Bericht, "Prestaties");
            xml.retourcodes(self.clientcodes.get(&client.bsn).unwrap_or(&goed));
            xml.sluit(Ns::Bericht, "Client");
        }
        xml.sluit(Ns::Bericht, "Clienten");
    }
}
