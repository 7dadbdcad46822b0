//! Whole chains: a small language to write them in, and what must come out.
#![expect(
    clippy::needless_pass_by_value,
    reason = "records are written as `Bij { .., ..BIJ }` in place"
)]
#![expect(clippy::unnecessary_wraps, reason = "the table of tests names generiek as an empty text")]

mod afzenders;
mod antwoorden;
mod berichten;
mod beschikking;
mod casussen;
mod casussen_declaratie;
mod credits;
mod declaratie;
mod dossier_eigenschappen;
mod dossiers;
mod eigenschappen;
mod kenmerken;
mod koppeling;
mod koppelredenen;
mod levering;
mod lijnregels;
mod regels;
mod regie;
mod sommen;
mod toestand;
mod versies;
mod verzoeken;
mod volume;
mod voorzieningen;
mod wijzigingen;

use chrono::{NaiveDate, NaiveTime};
use domain::zaaksysteem::Beschikkingverwijzing;
use domain::{
    AgbCode, Clientsleutel, DebetCredit, Eenheid, Eurocent, Frequentie, Omvang, Periode, Product,
    Productcategorie, RedenBeeindiging, RedenWijziging, Release, StatusAanlevering, Wet,
    record::{self, Onderdeel},
};

use crate::{
    Antwoord, AntwoordRij, Herkomst, Kader, Keten, PrestatieRij, StartRij, StopRij, ToewijzingRij,
    Uitkomst, VerzoekRij, VoorzieningRij, transform,
};

pub(super) fn dag(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn agb(nummer: u32) -> AgbCode {
    format!("{nummer:08}").parse().unwrap()
}

pub(super) fn product(text: &str) -> Option<Product> {
    let (categorie, code) = match text.split_once('/') {
        _ if text.is_empty() => return None,
        Some((categorie, code)) => (categorie, Some(code.parse().unwrap())),
        None => (text, None),
    };
    // The two laws share no category.
    let categorie = Productcategorie::parse(Wet::Jw, categorie)
        .or_else(|_| Productcategorie::parse(Wet::Wmo, categorie));
    Some(Product { categorie: categorie.unwrap(), code })
}

/// A chain under construction; messages are numbered, providers and persons are small numbers.
#[derive(Debug, Clone)]
pub(super) struct Verhaal {
    pub(super) keten: Keten,
    pub(super) peildatum: NaiveDate,
    /// Lists to judge with; the date is `peildatum`.
    pub(super) kader: Kader,
    teller: u32,
}

/// How a record differs from a plain one.
#[derive(Debug, Clone)]
pub(super) struct Bij {
    pub(super) agb: u32,
    pub(super) client: u8,
    pub(super) nummer: Option<i64>,
    pub(super) product: &'static str,
    pub(super) dagtekening: Option<&'static str>,
    pub(super) antwoord: Antwoord,
    pub(super) status: StatusAanlevering,
    pub(super) ingang: Option<&'static str>,
    pub(super) reden: Option<&'static str>,
    pub(super) release: Release,
    pub(super) tijd: &'static str,
    /// Allocated a `frequentie`, or declared.
    pub(super) volume: i64,
    pub(super) eenheid: Eenheid,
    pub(super) frequentie: Frequentie,
    /// In euros; an allocation with a budget has no volume.
    pub(super) budget: Option<i64>,
    /// In eurocents.
    pub(super) tarief: Option<i64>,
    pub(super) referentie: Option<&'static str>,
    pub(super) beschikking: Option<i64>,
}

pub(super) const BIJ: Bij = Bij {
    agb: 1,
    client: 1,
    nummer: Some(100),
    product: "45/45A04",
    dagtekening: None,
    antwoord: Antwoord::Geaccepteerd,
    status: StatusAanlevering::Eerste,
    ingang: None,
    reden: None,
    release: Release::R3_2,
    tijd: "09:00:00",
    volume: 2,
    eenheid: Eenheid::Uur,
    frequentie: Frequentie::Week,
    budget: None,
    tarief: Some(5000),
    referentie: None,
    beschikking: None,
};

pub(super) const WEG: Bij = Bij { status: StatusAanlevering::Verwijderen, ..BIJ };

fn client(nummer: u8) -> Clientsleutel {
    Clientsleutel::from_bytes([nummer; 16])
}

impl Verhaal {
    pub(super) fn new() -> Self {
        Self {
            keten: Keten {
                wet: Wet::Jw,
                gemeente: "0363".parse().unwrap(),
                toewijzingen: Vec::new(),
                starts: Vec::new(),
                stops: Vec::new(),
                prestaties: Vec::new(),
                verzoeken: Vec::new(),
                antwoorden: Vec::new(),
                voorzieningen: Vec::new(),
            },
            peildatum: dag("2026-03-01"),
            kader: Kader::op(dag("2026-03-01")),
            teller: 0,
        }
    }

    /// A chain with allocation 100 of 2026-01-01 up to 2026-12-31, allocated on 2025-12-20.
    pub(super) fn met_toewijzing() -> Self {
        Self::new().toewijzing("2025-12-20", "2026-01-01", "2026-12-31", BIJ)
    }

    /// The same under another law; before any record.
    pub(super) fn onder(mut self, wet: Wet) -> Self {
        self.keten.wet = wet;
        self
    }

    pub(super) fn op(mut self, peildatum: &str) -> Self {
        self.peildatum = dag(peildatum);
        self
    }

    /// Changes the message of every record.
    pub(super) fn herkomsten(&mut self, wijzig: impl Fn(&mut Herkomst)) {
        let keten = &mut self.keten;
        keten.toewijzingen.iter_mut().for_each(|rij| wijzig(&mut rij.herkomst));
        keten.starts.iter_mut().for_each(|rij| wijzig(&mut rij.herkomst));
        keten.stops.iter_mut().for_each(|rij| wijzig(&mut rij.herkomst));
        keten.prestaties.iter_mut().for_each(|rij| wijzig(&mut rij.herkomst));
        keten.verzoeken.iter_mut().for_each(|rij| wijzig(&mut rij.herkomst));
        keten.antwoorden.iter_mut().for_each(|rij| wijzig(&mut rij.herkomst));
    }

    fn herkomst(&mut self, bij: &Bij, datum: NaiveDate) -> Herkomst {
        self.teller += 1;
        Herkomst {
            bestand_id: self.teller.into(),
            agb: agb(bij.agb),
            bericht_agb: agb(bij.agb),
            identificatie: format!("B{:04}", self.teller).parse().unwrap(),
            dagtekening: bij.dagtekening.map_or(datum, dag),
            release: bij.release,
            antwoord: bij.antwoord,
        }
    }

    pub(super) fn toewijzing(
        mut self,
        toegewezen: &str,
        begin: &str,
        eind: &str,
        bij: Bij,
    ) -> Self {
        let herkomst = self.herkomst(&bij, dag(toegewezen));
        let wet = self.keten.wet;
        let eind = (!eind.is_empty()).then(|| dag(eind));
        self.keten.toewijzingen.push(ToewijzingRij {
            herkomst,
            record: record::Toewijzing {
                regel: 1,
                client: client(bij.client),
                nummer: bij.nummer.map(|nummer| nummer.try_into().unwrap()),
                aanbieder: None,
                beschikking: bij.beschikking.map(|nummer| nummer.try_into().unwrap()),
                referentie_aanbieder: bij.referentie.map(|text| text.parse().unwrap()),
                product: product(bij.product),
                toewijzingsdatum: dag(toegewezen),
                toewijzingstijd: bij.tijd.parse::<NaiveTime>().unwrap(),
                periode: Periode::new(dag(begin), eind).unwrap(),
                reden_wijziging: bij
                    .reden
                    .map(|code| RedenWijziging::parse(wet, bij.release, code).unwrap()),
                omvang: (bij.product.contains('/') && bij.budget.is_none()).then(|| Omvang {
                    volume: bij.volume.try_into().unwrap(),
                    eenheid: bij.eenheid,
                    frequentie: bij.frequentie,
                }),
                budget: bij.budget.map(|euro| Eurocent::new(euro * 100)),
            },
        });
        self
    }

    pub(super) fn start(mut self, begin: &str, bij: Bij) -> Self {
        let herkomst = self.herkomst(&bij, dag(begin));
        self.keten.starts.push(StartRij {
            herkomst,
            record: record::Start {
                regel: 1,
                client: client(bij.client),
                nummer: bij.nummer.map(|nummer| nummer.try_into().unwrap()),
                aanbieder: None,
                beschikking: bij.beschikking.map(|nummer| nummer.try_into().unwrap()),
                product: product(bij.product),
                toewijzing_ingangsdatum: bij.ingang.map(dag),
                begindatum: dag(begin),
                status: bij.status,
            },
        });
        self
    }

    pub(super) fn stop(mut self, begin: &str, eind: &str, reden: &str, bij: Bij) -> Self {
        let herkomst = self.herkomst(&bij, dag(eind));
        let wet = self.keten.wet;
        self.keten.stops.push(StopRij {
            herkomst,
            record: record::Stop {
                regel: 1,
                client: client(bij.client),
                nummer: bij.nummer.map(|nummer| nummer.try_into().unwrap()),
                aanbieder: None,
                beschikking: bij.beschikking.map(|nummer| nummer.try_into().unwrap()),
                product: product(bij.product),
                toewijzing_ingangsdatum: bij.ingang.map(dag),
                begindatum: dag(begin),
                reden_beeindiging: RedenBeeindiging::parse(wet, bij.release, reden).unwrap(),
                einddatum: dag(eind),
                status: bij.status,
            },
        });
        self
    }

    /// A line over a period: `euro` positive is a debit, negative a credit of `vorig`.
    pub(super) fn lijn(
        mut self,
        periode: [&str; 2],
        referentie: &str,
        euro: i64,
        bij: Bij,
    ) -> Self {
        let [begin, eind] = periode.map(dag);
        let herkomst = self.herkomst(&bij, eind);
        let debet_credit = if euro < 0 { DebetCredit::Credit } else { DebetCredit::Debet };
        self.keten.prestaties.push(PrestatieRij {
            declaratienummer: format!("D{:04}", self.teller).parse().unwrap(),
            declaratieperiode_begin: begin,
            declaratieperiode_eind: Some(eind),
            declaratie_dagtekening: herkomst.dagtekening,
            is_teruggestuurd: false,
            retourcodes: Vec::new(),
            herkomst,
            record: record::Prestatie {
                regel: 1,
                client: client(bij.client),
                referentienummer: referentie.parse().unwrap(),
                vorig_referentienummer: bij.referentie.map(|text| text.parse().unwrap()),
                nummer: bij.nummer.unwrap().try_into().unwrap(),
                product: product(bij.product).unwrap(),
                periode: Periode::new(begin, Some(eind)).unwrap(),
                volume: bij.volume.try_into().unwrap(),
                eenheid: bij.eenheid,
                tarief: bij.tarief.map(Eurocent::new),
                bedrag: Eurocent::new(euro * 100),
                debet_credit,
            },
        });
        self
    }

    /// Moves the last line to the message of the line before it.
    pub(super) fn samen(mut self) -> Self {
        let [.., vorige, laatste] = self.keten.prestaties.as_mut_slice() else {
            panic!("one line")
        };
        laatste.herkomst = vorige.herkomst.clone();
        laatste.declaratienummer = vorige.declaratienummer.clone();
        laatste.record.regel = vorige.record.regel + 1;
        self
    }

    /// Changes the last line.
    pub(super) fn maar(mut self, wijzig: impl FnOnce(&mut PrestatieRij)) -> Self {
        wijzig(self.keten.prestaties.last_mut().unwrap());
        self
    }

    /// A product of a new 315 or, for any other part than `Aangevraagd`, 317; `begin` is asked for.
    pub(super) fn verzoek(
        mut self,
        dagtekening: &str,
        onderdeel: Onderdeel,
        begin: &str,
        bij: Bij,
    ) -> Self {
        let herkomst = self.herkomst(&bij, dag(dagtekening));
        self.vraag(herkomst, 1, onderdeel, begin, bij)
    }

    /// The next product of the last request.
    pub(super) fn ook(self, onderdeel: Onderdeel, begin: &str, bij: Bij) -> Self {
        let laatste = self.keten.verzoeken.last().unwrap();
        let (herkomst, volgnummer) = (laatste.herkomst.clone(), laatste.record.volgnummer + 1);
        self.vraag(herkomst, volgnummer, onderdeel, begin, bij)
    }

    fn vraag(
        mut self,
        herkomst: Herkomst,
        volgnummer: u32,
        onderdeel: Onderdeel,
        begin: &str,
        bij: Bij,
    ) -> Self {
        let heeft_nummer = matches!(onderdeel, Onderdeel::TeWijzigen | Onderdeel::Ongewijzigd);
        let is_315 = onderdeel == Onderdeel::Aangevraagd;
        self.keten.verzoeken.push(VerzoekRij {
            herkomst,
            record: record::Verzoek {
                regel: 1,
                volgnummer,
                client: client(bij.client),
                onderdeel,
                referentie: bij.referentie.map(|text| text.parse().unwrap()),
                aanbieder: None,
                nummer: bij
                    .nummer
                    .filter(|_| heeft_nummer)
                    .map(|nummer| nummer.try_into().unwrap()),
                product: product(bij.product).filter(|_| !heeft_nummer),
                beschikking: bij
                    .beschikking
                    .filter(|_| is_315)
                    .map(|nummer| nummer.try_into().unwrap()),
                beschikking_ingangsdatum: None,
                ingangsdatum: (onderdeel != Onderdeel::Ongewijzigd).then(|| dag(begin)),
                einddatum: None,
                omvang: None,
                budget: None,
                verwijzer: None,
                raamcontract: None,
                reden_verzoek: None,
            },
        });
        self
    }

    /// A 319 on the request `bij.referentie`; `bij.reden` is the reason of a refusal, none: being looked into.
    pub(super) fn antwoord(mut self, dagtekening: &str, bij: Bij) -> Self {
        let herkomst = self.herkomst(&bij, dag(dagtekening));
        let reden = bij.reden.map(|code| code.parse().unwrap());
        self.keten.antwoorden.push(AntwoordRij {
            herkomst,
            record: record::Antwoord {
                regel: 1,
                referentie: bij.referentie.unwrap().parse().unwrap(),
                antwoord: if bij.reden.is_some() { "1" } else { "2" }.parse().unwrap(),
                reden_afwijzing: reden,
                woonplaats: None,
            },
        });
        self
    }

    /// A provision of the case system that names everything: `periode` is as in the allocation.
    pub(super) fn voorziening(mut self, beschikking: &str, periode: [&str; 2], bij: Bij) -> Self {
        let [begin, eind] = periode.map(|datum| (!datum.is_empty()).then(|| dag(datum)));
        self.keten.voorzieningen.push(VoorzieningRij {
            beschikking: Beschikkingverwijzing::van_tekst(beschikking),
            nummer: bij.nummer.map(|nummer| nummer.try_into().unwrap()),
            client: Some(client(bij.client)),
            agb: Some(agb(bij.agb)),
            product: product(bij.product),
            ingangsdatum: begin,
            einddatum: eind,
            is_staand: true,
        });
        self
    }

    /// The case system does not tell the last provision any more.
    pub(super) fn vervallen(mut self) -> Self {
        self.keten.voorzieningen.last_mut().unwrap().is_staand = false;
        self
    }

    /// Marks the last line as sent back in the 325.
    pub(super) fn teruggestuurd(mut self, code: &str) -> Self {
        let lijn = self.keten.prestaties.last_mut().unwrap();
        lijn.is_teruggestuurd = true;
        lijn.retourcodes = vec![code.parse().unwrap()];
        self
    }

    pub(super) fn uitkomst(&self) -> Uitkomst {
        let kader = Kader { peildatum: self.peildatum, ..self.kader.clone() };
        transform(&self.keten, &kader)
    }

    /// The codes of the findings, sorted, each with the message it hangs on (`-`: the allocation).
    pub(super) fn bevindingen(&self) -> Vec<String> {
        let mut codes: Vec<_> = self
            .uitkomst()
            .bevindingen
            .iter()
            .map(|bevinding| {
                let bericht = bevinding.bericht_identificatie.as_ref();
                format!("{} {}", bevinding.regelcode, bericht.map_or("-", |id| id.as_str()))
            })
            .collect();
        codes.sort();
        codes
    }
}

/// The messages (`-`: the allocation) that the findings of one rule hang on, whatever other rules find.
#[track_caller]
pub(super) fn verwacht_van(regel: &str, verhaal: &Verhaal, berichten: &[&str]) {
    let alle = verhaal.bevindingen();
    let gevonden: Vec<_> =
        alle.iter().filter_map(|een| een.strip_prefix(regel)?.strip_prefix(' ')).collect();
    assert_eq!(gevonden, berichten, "{regel}: {alle:#?}");
}

#[track_caller]
pub(super) fn verwacht(verhaal: &Verhaal, bevindingen: &[&str]) {
    assert_eq!(verhaal.bevindingen(), bevindingen, "{:#?}", verhaal.uitkomst().bevindingen);
}
