//! The 323s and 325s of one block of clients: lines wait here until the block is told.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Berichtsoort, Gemeentecode, Wet};

use crate::bericht::{Declaratiebericht, Declaratieclient, Kop, Prestatie, Veld};
use crate::kalender::plus;
use crate::oordeel::{Lot, Oordeel, Wat};
use crate::rng::meng;
use crate::schrijver::Plek;
use crate::uitvoer::{Post, Som, Telling, Uitvoer, opmaak, wet_getal};
use crate::waarheid::{Rij, Tabel, lijst};
use crate::wereld::{Aanbieder, Wereld};

/// One 323: a municipality, a law, a provider and a month; the block is the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sleutel {
    /// Municipality.
    pub(crate) gemeente: Gemeentecode,
    /// Law.
    pub(crate) wet: Wet,
    /// Provider.
    pub(crate) aanbieder: Aanbieder,
    /// Month, from 0.
    pub(crate) maand: u32,
}

/// What the municipality says about a 323.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Berichtlot {
    /// Nothing yet.
    Open,
    /// Rejected in the header.
    Kop,
    /// Rejected on the class `Declaratie`.
    Declaratie,
    /// Judged line by line.
    Beantwoord,
}

/// A line as planned.
#[derive(Debug, Clone)]
pub(crate) struct Regelplan {
    /// `Bsn` of the line.
    pub(crate) bsn: Veld,
    /// The line.
    pub(crate) prestatie: Prestatie,
    /// What becomes of it.
    pub(crate) wat: Wat,
    /// Codes with which the line itself is rejected; only used when the 323 is judged line by line.
    pub(crate) codes: Vec<&'static str>,
    /// Whether an accepted credit takes it back.
    pub(crate) is_gecrediteerd: bool,
}

/// The lines of a block of clients.
#[derive(Debug, Default)]
pub(crate) struct Blok {
    nummer: u64,
    regels: BTreeMap<Sleutel, Vec<Regelplan>>,
}

/// The code on a client whose lines are all rejected.
const CLIENTCODE: &str = "8187";

impl Blok {
    /// Adds a line to the 323 of `sleutel`.
    pub(crate) fn voeg_toe(&mut self, sleutel: Sleutel, regel: Regelplan) {
        self.regels.entry(sleutel).or_default().push(regel);
    }

    fn getal(&self, wereld: &Wereld, sleutel: &Sleutel, wat: u64) -> u64 {
        let Sleutel { gemeente, wet, aanbieder, maand } = sleutel;
        let agb = aanbieder.agb.bytes().fold(0, |sum, byte| meng(&[sum, byte.into()]));
        let gemeente = u64::try_from(gemeente.surrogaat()).unwrap_or_default();
        meng(&[wereld.seed, self.nummer, gemeente, wet_getal(*wet), agb, (*maand).into(), wat])
    }

    /// What becomes of the 323 of `sleutel`: known before its lines are, so that the stories can go on from there.
    pub(crate) fn lot(&self, wereld: &Wereld, sleutel: &Sleutel) -> Berichtlot {
        let is_last = sleutel.maand + 1 == wereld.kalender.maanden;
        match self.getal(wereld, sleutel, 1) % 100 {
            0 | 1 => Berichtlot::Kop,
            2 | 3 => Berichtlot::Declaratie,
            4..10 => Berichtlot::Open,
            10..40 if is_last => Berichtlot::Open,
            _ => Berichtlot::Beantwoord,
        }
    }

    /// Whether all lines of this person in the 323 of `sleutel` come back with a code on the person.
    pub(crate) fn is_client_afgewezen(
        &self,
        wereld: &Wereld,
        sleutel: &Sleutel,
        bsn: &Veld,
    ) -> bool {
        let bsn = bsn.as_str().bytes().fold(0, |sum, byte| meng(&[sum, byte.into()]));
        self.getal(wereld, sleutel, bsn).is_multiple_of(200)
    }
}

/// A line with its place and fate.
struct Regel<'a> {
    plan: &'a Regelplan,
    nummer: u32,
    status: &'static str,
    codes: Vec<&'static str>,
}

/// Writes all 323s of the block with their answers, and begins the next block.
pub(crate) fn sluit_blok(uit: &mut Uitvoer, wereld: &Wereld) -> anyhow::Result<()> {
    for (sleutel, mut plannen) in core::mem::take(&mut uit.blok.regels) {
        plannen.sort_by(|a, b| a.bsn.cmp(&b.bsn));
        verzend_declaratie(uit, wereld, &sleutel, &plannen)?;
    }
    uit.blok.nummer += 1;
    Ok(())
}

fn maak_bericht(
    uit: &mut Uitvoer,
    wereld: &Wereld,
    sleutel: &Sleutel,
    plannen: &[Regelplan],
) -> (Declaratiebericht, NaiveDate) {
    let (eerste, laatste) = wereld.kalender.maand(sleutel.maand);
    let getal = uit.blok.getal(wereld, sleutel, 2);
    let datum = plus(laatste, 3 + i64::try_from(getal % 9).unwrap_or_default());
    let identificatie = uit.nummer('D');
    let mut kop = Kop::new(sleutel.wet, sleutel.gemeente, sleutel.aanbieder.agb)
        .bericht(identificatie, datum)
        .opmaak(opmaak(getal / 16));
    kop.release = sleutel.aanbieder.release;
    let mut bericht = Declaratiebericht::new(kop, eerste, laatste);
    bericht.declaratienummer = uit.nummer('N').into();
    for plan in plannen {
        let prestatie = plan.prestatie.clone();
        match bericht.clienten.last_mut() {
            Some(client) if client.bsn == plan.bsn => client.prestaties.push(prestatie),
            _ => bericht
                .clienten
                .push(Declaratieclient { bsn: plan.bsn.clone(), prestaties: vec![prestatie] }),
        }
    }
    (bericht, datum)
}

fn verzend_declaratie(
    uit: &mut Uitvoer,
    wereld: &Wereld,
    sleutel: &Sleutel,
    plannen: &[Regelplan],
) -> anyhow::Result<()> {
    let lot = uit.blok.lot(wereld, sleutel);
    let (bericht, datum) = maak_bericht(uit, wereld, sleutel, plannen);
    let mut telling = Telling::default();
    let mut regels = Vec::new();
    for (plan, nummer) in plannen.iter().zip(1..) {
        let som = Som { bestanden: 0, records: 1, eurocent: plan.prestatie.met_teken() };
        match plan.wat {
            Wat::Laadt(..) => telling.geladen.tel_op(som),
            Wat::Geweigerd(_) => telling.gequarantaineerd.tel_op(som),
        }
        let is_client = uit.blok.is_client_afgewezen(wereld, sleutel, &plan.bsn);
        regels.push(beoordeel(plan, nummer, lot, is_client));
    }
    let identificatie = bericht.kop.identificatie.clone();
    let post = Post {
        kop: &bericht.kop,
        soort: Berichtsoort::B323,
        identificatie: identificatie.as_str(),
        datum,
        plek: Plek::Gewoon,
    };
    uit.buffer = bericht.schrijf(core::mem::take(&mut uit.buffer));
    let naam = uit.verzend(post, telling)?;
    if uit.blok.getal(wereld, sleutel, 3).is_multiple_of(100)
        && telling.gequarantaineerd.records == 0
    {
        uit.merk("dubbel_323");
        uit.verzend_kopie(post, telling.geladen)?;
    }
    let (status, codes) = verzend_antwoord(uit, &bericht, datum, lot, &regels)?;
    let aantal = u32::try_from(plannen.len()).ok();
    uit.noteer_bericht(post, aantal, status, &codes)?;
    for regel in &regels {
        noteer_regel(uit, &bericht, sleutel, &naam, regel)?;
    }
    Ok(())
}

/// The fate of a line, given that of its message and of its person.
fn beoordeel(plan: &Regelplan, nummer: u32, lot: Berichtlot, is_client: bool) -> Regel<'_> {
    let is_refused = matches!(plan.wat, Wat::Geweigerd(_));
    let (status, codes) = match lot {
        Berichtlot::Open => ("ingediend", Vec::new()),
        Berichtlot::Kop => ("afgewezen", vec!["0001"]),
        Berichtlot::Declaratie => ("afgewezen", vec!["9333"]),
        // The truth of a refused line is its quarantine: it never comes back in an answer.
        Berichtlot::Beantwoord if is_refused => ("goedgekeurd", Vec::new()),
        Berichtlot::Beantwoord if is_client && plan.codes.is_empty() => {
            ("afgewezen", vec!["0233", CLIENTCODE])
        }
        Berichtlot::Beantwoord if is_client => {
            ("afgewezen", plan.codes.iter().copied().chain([CLIENTCODE]).collect())
        }
        Berichtlot::Beantwoord if !plan.codes.is_empty() => ("afgewezen", plan.codes.clone()),
        Berichtlot::Beantwoord if plan.is_gecrediteerd => ("gecrediteerd", Vec::new()),
        Berichtlot::Beantwoord => ("goedgekeurd", Vec::new()),
    };
    Regel { plan, nummer, status, codes }
}

/// Writes the 325 and gives what `feit_bericht` says about the 323.
fn verzend_antwoord(
    uit: &mut Uitvoer,
    bericht: &Declaratiebericht,
    datum: NaiveDate,
    lot: Berichtlot,
    regels: &[Regel<'_>],
) -> anyhow::Result<(&'static str, Vec<&'static str>)> {
    if lot == Berichtlot::Open {
        uit.merk("antwoord_open");
        return Ok(("open", Vec::new()));
    }
    let identificatie = uit.nummer('A');
    let datum = plus(datum, 5);
    let mut antwoord = bericht.antwoord(&identificatie, datum);
    let mut codes = vec!["0200"];
    let mut terug = 0;
    match lot {
        Berichtlot::Kop => {
            codes = vec!["0001"];
            antwoord = antwoord.kopcode("0001");
        }
        Berichtlot::Declaratie => {
            codes.push("9333");
            antwoord = antwoord.declaratiecode("9333");
        }
        Berichtlot::Beantwoord | Berichtlot::Open => {
            let mut vorige = None;
            for regel in regels.iter().filter(|regel| regel.status == "afgewezen") {
                terug += 1;
                codes.extend(&regel.codes);
                for code in regel.codes.iter().filter(|code| **code != CLIENTCODE) {
                    antwoord = antwoord.regelcode(regel.nummer, *code);
                }
                let bsn = &regel.plan.bsn;
                if regel.codes.contains(&CLIENTCODE) && vorige.replace(bsn) != Some(bsn) {
                    antwoord = antwoord.clientcode(bsn, CLIENTCODE);
                }
            }
            if terug == 0 {
                codes.push("8001");
            }
        }
    }
    uit.merk(match lot {
        Berichtlot::Kop => "antwoord_kop",
        Berichtlot::Declaratie => "antwoord_declaratie",
        _ if terug == 0 => "antwoord_goed",
        _ => "antwoord_deels",
    });
    uit.buffer = antwoord.schrijf(core::mem::take(&mut uit.buffer));
    let soort = Berichtsoort::B325;
    let post =
        Post { kop: &bericht.kop, soort, identificatie: &identificatie, datum, plek: Plek::Gewoon };
    uit.verzend(post, Telling::geladen(Som::records(1)))?;
    uit.noteer_bericht(post, Some(terug), "nvt", &codes)?;
    let is_rejected = matches!(lot, Berichtlot::Kop | Berichtlot::Declaratie);
    Ok((if is_rejected { "afgewezen" } else { "geaccepteerd" }, codes))
}

fn noteer_regel(
    uit: &mut Uitvoer,
    bericht: &Declaratiebericht,
    sleutel: &Sleutel,
    bestand: &str,
    regel: &Regel<'_>,
) -> anyhow::Result<()> {
    let Regelplan { bsn, prestatie, wat, .. } = regel.plan;
    let (oordeel, bevindingen) = match wat {
        Wat::Laadt(oordeel, bevindingen) => (oordeel, bevindingen),
        Wat::Geweigerd(code) => {
            let eurocent = Some(prestatie.met_teken());
            return uit.noteer_quarantaine(bestand, Some(regel.nummer), code, eurocent);
        }
    };
    let kop = &bericht.kop;
    let lot = if regel.status == "afgewezen" { Lot::Afgewezen } else { Lot::Telt };
    let koppelstatus = oordeel.koppelstatus(lot);
    noteer_koppeling(uit, kop, (Berichtsoort::B323, regel.nummer), regel.plan, koppelstatus)?;
    uit.noteer(Tabel::Prestaties, |waarheid| {
        let [begin, _] = &bericht.periode;
        let [van, tot] = &prestatie.periode;
        Rij::default()
            .met(sleutel.wet)
            .met(sleutel.gemeente)
            .met(sleutel.aanbieder.agb)
            .met(waarheid.client(bsn))
            .met(&prestatie.categorie)
            .met(&prestatie.code)
            .met(&kop.identificatie)
            .met(regel.nummer)
            .met(&bericht.declaratienummer)
            .met(&prestatie.referentienummer)
            .met(prestatie.vorig_referentienummer.as_ref())
            .met(&prestatie.nummer)
            .met(oordeel.gevonden)
            .met(begin)
            .met(van)
            .met(tot)
            .met(&prestatie.volume)
            .met(&prestatie.eenheid)
            .met(prestatie.tarief.as_ref())
            .met(prestatie.met_teken())
            .met(&prestatie.debet_credit)
            .met(regel.status)
            .met(lijst(regel.codes.iter().copied()))
            .met(koppelstatus == "gekoppeld")
    })?;
    let waar = (Berichtsoort::B323, Some(kop.identificatie.as_str()), Some(regel.nummer));
    for bevinding in bevindingen {
        uit.noteer_bevinding(bevinding, kop, waar, Some(prestatie.nummer.as_str()))?;
    }
    Ok(())
}

fn noteer_koppeling(
    uit: &mut Uitvoer,
    kop: &Kop,
    (soort, regelnummer): (Berichtsoort, u32),
    plan: &Regelplan,
    koppelstatus: &'static str,
) -> anyhow::Result<()> {
    let Wat::Laadt(oordeel, _) = &plan.wat else { return Ok(()) };
    let Prestatie { categorie, code, nummer, .. } = &plan.prestatie;
    let record = Record {
        soort,
        regelnummer,
        bsn: &plan.bsn,
        categorie: Some(categorie),
        code: Some(code),
        nummer: Some(nummer),
    };
    noteer_oordeel(uit, kop, &record, oordeel, koppelstatus)
}

/// Names a 305, 307 or 323 record by what it says itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    pub(crate) soort: Berichtsoort,
    pub(crate) regelnummer: u32,
    pub(crate) bsn: &'a Veld,
    pub(crate) categorie: Option<&'a Veld>,
    pub(crate) code: Option<&'a Veld>,
    pub(crate) nummer: Option<&'a Veld>,
}

/// Notes a row of `feit_koppeling`.
pub(crate) fn noteer_oordeel(
    uit: &mut Uitvoer,
    kop: &Kop,
    record: &Record<'_>,
    oordeel: &Oordeel,
    koppelstatus: &'static str,
) -> anyhow::Result<()> {
    uit.noteer(Tabel::Koppelingen, |waarheid| {
        Rij::default()
            .met(kop.wet)
            .met(&kop.gemeente)
            .met(&kop.agb)
            .met(waarheid.client(record.bsn))
            .met(record.categorie)
            .met(record.code)
            .met(record.soort)
            .met(&kop.identificatie)
            .met(record.regelnummer)
            .met(record.nummer)
            .met(oordeel.gevonden)
            .met(oordeel.client.code())
            .met(oordeel.aanbieder.code())
            .met(oordeel.product.code())
            .met(oordeel.periode.code())
            .met(oordeel.beschikking.code())
            .met(oordeel.wijze)
            .met(koppelstatus)
    })
}
