//! What happened in 2018 to 2020, in messages of release 2: allocations with a beschikking, and starts and stops that
//! refer to the one or the other.

use chrono::{Datelike, NaiveDate, NaiveTime};
use domain::{Release, Wet};

use super::Verhaal;
use crate::allocatie::{Allocatie, Los, Omvang};
use crate::bericht::Product;
use crate::bericht::v2::{Start, Stop};
use crate::kalender::plus;
use crate::oordeel::{Deel, Oordeel, Wat};
use crate::verteller::{Antwoord, Dossier, Levering, Verteller, als_start};
use crate::wereld::Aanbieder;

/// The stories with their weights.
pub(crate) const VERHALEN: &[(u64, (&str, Verhaal))] = &[
    (20, ("historie_nummer", nummer)),
    (20, ("historie_beschikking", beschikking)),
    (10, ("historie_beschikking_genummerd", beschikking_genummerd)),
    (6, ("historie_andere_beschikking", andere_beschikking)),
    (6, ("historie_ander_product", ander_product)),
    (6, ("historie_wees", wees)),
    (8, ("historie_kenmerken", kenmerken)),
    (8, ("historie_pauze", pauze)),
    (6, ("historie_gewijzigd", gewijzigd)),
    (6, ("historie_samen", samen)),
    (8, ("historie_verkort", verkort)),
    (5, ("historie_afgewezen", afgewezen)),
    (5, ("historie_zonder_stop", zonder_stop)),
];

/// Providers of that time; none of them has messages of release 3.
const AANBIEDERS: [Aanbieder; 2] = [
    Aanbieder { agb: "94940011", release: Release { versie: 2, subversie: 1 } },
    Aanbieder { agb: "94940012", release: Release { versie: 2, subversie: 3 } },
];

/// Reasons for a definitive stop; 20 is a pause.
const REDENEN: [&str; 6] = ["19", "19", "31", "32", "33", "02"];

/// Whether an allocation has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nummering {
    Genummerd,
    Los,
}

/// Tells the history of a client, if it has one: a story of the Wmo, the only law with a public schema of that time.
pub(crate) fn vertel(v: &mut Verteller<'_>) -> anyhow::Result<()> {
    let promille = v.wereld.historie_promille;
    if promille == 0 || !v.rng.kans(promille) {
        return Ok(());
    }
    // Who was not born yet has no history.
    if v.client.persoon.geboortedatum.as_str() >= "2018" {
        return Ok(());
    }
    let Some((_, rest)) = VERHALEN.first().copied() else { return Ok(()) };
    let wet = core::mem::replace(&mut v.client.wet, Wet::Wmo);
    let (naam, verhaal): (&str, Verhaal) = v.rng.weeg(VERHALEN, rest);
    if verhaal(v)? {
        v.uit.merk(naam);
    }
    v.client.wet = wet;
    Ok(())
}

/// Draws an allocation of the Wmo; `letter` tells its product from that of other stories.
fn allocatie(v: &mut Verteller<'_>, nummering: Nummering, letter: char) -> Option<Allocatie> {
    let begin = NaiveDate::from_ymd_opt(2018, 1, 8)?;
    let ingang = plus(begin, v.rng.tussen(0, 500));
    let eind = Some(plus(ingang, v.rng.tussen(120, 400)));
    let nummer = v.toewijzingnummer();
    let (eenheid, frequentie) = v.rng.kies([("04", "3"), ("01", "2"), ("16", "6"), ("82", "5")]);
    let mut a = Allocatie {
        wet: Wet::Wmo,
        gemeente: v.client.gemeente,
        aanbieder: v.rng.kies(AANBIEDERS),
        bsn: v.client.persoon.bsn.clone(),
        nummer,
        product: Some(Product::new("02", format!("02{letter}01"))),
        omvang: Some(Omvang { volume: v.rng.tussen(1, 900), eenheid, frequentie }),
        budget: None,
        referentie: None,
        datum: plus(ingang, -v.rng.tussen(0, 20)),
        tijd: NaiveTime::from_hms_opt(9, 30, 0)?,
        ingang,
        eind,
        reden: None,
        declaratie: Vec::new(),
        beschikking: Some(v.beschikkingnummer()),
        los: None,
    };
    if v.rng.kans(250) {
        // Only the category: no size either.
        a.product = Some(Product::aspecifiek("07"));
        a.omvang = None;
    }
    if nummering == Nummering::Los {
        a.los = Some(Los { sk: v.sk_zonder_nummer(&a) });
    }
    Some(a)
}

/// Sends a 301 with one allocation.
fn toegewezen(v: &mut Verteller<'_>, nummering: Nummering) -> anyhow::Result<Option<Dossier>> {
    let Some(a) = allocatie(v, nummering, 'H') else { return Ok(None) };
    let mut d = [Dossier::new(a)];
    v.toewijs_2(&mut d)?;
    let [d] = d;
    Ok(Some(d))
}

/// What a record refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verwijst {
    /// The number alone.
    Nummer,
    /// Number and beschikking.
    Beide,
    /// The beschikking alone.
    Beschikking,
    /// Nothing.
    Niets,
}

impl Verwijst {
    fn start(self, d: &Dossier, begin: NaiveDate) -> Start {
        let mut start = d.a.start_2(begin);
        if matches!(self, Self::Nummer | Self::Beide) {
            start = start.nummer(d.a.nummer);
        }
        if let (Self::Beide | Self::Beschikking, Some(nummer)) = (self, d.a.beschikking) {
            start = start.beschikking(nummer);
        }
        start
    }

    fn stop(self, d: &Dossier, begin: NaiveDate, eind: NaiveDate, reden: &'static str) -> Stop {
        let mut stop = d.a.stop_2(begin, eind, reden);
        if matches!(self, Self::Nummer | Self::Beide) {
            stop = stop.nummer(d.a.nummer);
        }
        if let (Self::Beide | Self::Beschikking, Some(nummer)) = (self, d.a.beschikking) {
            stop = stop.beschikking(nummer);
        }
        stop
    }

    /// The verdict on a record that is all right.
    fn oordeel(self, d: &Dossier) -> Oordeel {
        match self {
            Self::Nummer => Oordeel::goed(d.sk()),
            Self::Beide => Oordeel::goed(d.sk()).beschikking(Deel::Gelijk),
            Self::Beschikking => Oordeel::via_beschikking(d.sk()),
            Self::Niets => Oordeel::kenmerken(d.sk()),
        }
    }
}

/// Sends a start about the person of the allocation.
fn start(
    v: &mut Verteller<'_>,
    d: &mut Dossier,
    dag: NaiveDate,
    regel: (Start, Wat),
) -> anyhow::Result<()> {
    let groepen = vec![(d.a.bsn.clone(), vec![regel])];
    v.stuur_starts_2(d, dag, groepen, Antwoord::Toeval)
}

/// Sends a stop about the person of the allocation.
fn stop(
    v: &mut Verteller<'_>,
    d: &mut Dossier,
    dag: NaiveDate,
    regel: (Stop, Wat),
) -> anyhow::Result<()> {
    let groepen = vec![(d.a.bsn.clone(), vec![regel])];
    v.stuur_stops_2(d, dag, groepen, Antwoord::Toeval)
}

/// Starts and stops an allocation, all in order.
fn geleverd(v: &mut Verteller<'_>, d: &mut Dossier, verwijst: Verwijst) -> anyhow::Result<()> {
    let begin = v.begin(d.a.ingang);
    let eerste = verwijst.start(d, begin);
    let goed = Wat::goed(verwijst.oordeel(d));
    start(v, d, begin, (eerste.clone(), goed.clone()))?;
    let (eind, reden) = laatste(v, d, begin);
    let regel = (verwijst.stop(d, begin, eind, reden), goed);
    stop(v, d, eind, regel)?;
    v.levering(&Levering::new(d, &als_start(&eerste), begin).eind(eind, reden))
}

/// The last day of care, at most that of the allocation, and why.
fn laatste(v: &mut Verteller<'_>, d: &Dossier, begin: NaiveDate) -> (NaiveDate, &'static str) {
    let eind = d.a.eind.unwrap_or(begin);
    let eind = if v.rng.kans(600) { eind } else { plus(eind, -v.rng.tussen(1, 20)) };
    (eind, v.rng.kies(REDENEN))
}

fn sluit(v: &mut Verteller<'_>, d: &Dossier) -> anyhow::Result<bool> {
    v.noteer_beschikking(d)?;
    v.sluit(d)?;
    Ok(true)
}

/// By number; half of the records name the beschikking too.
fn nummer(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Genummerd)? else { return Ok(false) };
    let verwijst = v.rng.kies([Verwijst::Nummer, Verwijst::Beide]);
    geleverd(v, &mut d, verwijst)?;
    sluit(v, &d)
}

/// An allocation without number, by its beschikking.
fn beschikking(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Los)? else { return Ok(false) };
    geleverd(v, &mut d, Verwijst::Beschikking)?;
    sluit(v, &d)
}

/// An allocation with a number, by its beschikking all the same.
fn beschikking_genummerd(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Genummerd)? else { return Ok(false) };
    geleverd(v, &mut d, Verwijst::Beschikking)?;
    sluit(v, &d)
}

/// The number is right and the beschikking is another one: that alone refuses nothing, but is seen (DQ63).
fn andere_beschikking(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Genummerd)? else { return Ok(false) };
    let begin = v.begin(d.a.ingang);
    let anders = v.beschikkingnummer();
    let eerste = Verwijst::Nummer.start(&d, begin).beschikking(anders);
    let wat = Wat::met(d.goed().beschikking(Deel::Verschillend), "DQ63");
    start(v, &mut d, begin, (eerste.clone(), wat.clone()))?;
    let (eind, reden) = laatste(v, &d, begin);
    let regel = (Verwijst::Nummer.stop(&d, begin, eind, reden).beschikking(anders), wat);
    stop(v, &mut d, eind, regel)?;
    v.levering(&Levering::new(&d, &als_start(&eerste), begin).eind(eind, reden))?;
    sluit(v, &d)
}

/// The beschikking has one allocation, of another product: found, and refused.
fn ander_product(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Los)? else { return Ok(false) };
    let begin = v.begin(d.a.ingang);
    let mut eerste = Verwijst::Beschikking.start(&d, begin);
    eerste.product = Product::new("09", "09Z01");
    let oordeel = Verwijst::Beschikking.oordeel(&d).ander_product();
    start(v, &mut d, begin, (eerste.clone(), Wat::met(oordeel, "DQ13")))?;
    v.levering(&Levering::new(&d, &als_start(&eerste), begin).telt_niet())?;
    sluit(v, &d)
}

/// A beschikking that no allocation has: an orphan without a finding, since there is no number to be wrong.
fn wees(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Los)? else { return Ok(false) };
    if v.rng.kans(500) {
        geleverd(v, &mut d, Verwijst::Beschikking)?;
    }
    let begin = v.begin(d.a.ingang);
    let eerste = d.a.start_2(begin).beschikking(v.beschikkingnummer());
    start(v, &mut d, begin, (eerste.clone(), Wat::goed(Oordeel::wees())))?;
    v.levering(&Levering::los(&d.a.partij(), &als_start(&eerste), begin))?;
    sluit(v, &d)
}

/// Neither number nor beschikking: the only allocation that fits.
fn kenmerken(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let nummering = v.rng.kies([Nummering::Los, Nummering::Genummerd]);
    let Some(mut d) = toegewezen(v, nummering)? else { return Ok(false) };
    geleverd(v, &mut d, Verwijst::Niets)?;
    sluit(v, &d)
}

/// Paused and restarted, by beschikking: one delivery.
fn pauze(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Los)? else { return Ok(false) };
    let verwijst = Verwijst::Beschikking;
    let goed = Wat::goed(verwijst.oordeel(&d));
    let begin = v.begin(d.a.ingang);
    let eerste = verwijst.start(&d, begin);
    start(v, &mut d, begin, (eerste.clone(), goed.clone()))?;
    let rust = plus(begin, v.rng.tussen(5, 20));
    let regel = (verwijst.stop(&d, begin, rust, "20"), goed.clone());
    stop(v, &mut d, rust, regel)?;
    let weer = plus(rust, v.rng.tussen(1, 15));
    let regel = (verwijst.start(&d, weer), goed.clone());
    start(v, &mut d, weer, regel)?;
    let (eind, reden) = laatste(v, &d, weer);
    let regel = (verwijst.stop(&d, weer, eind, reden), goed);
    stop(v, &mut d, eind, regel)?;
    let levering = als_start(&eerste);
    v.levering(&Levering::new(&d, &levering, begin).pauze(rust, weer).eind(eind, reden))?;
    sluit(v, &d)
}

/// A start is replaced (status 2) and repeated (status 9): one delivery, no finding.
fn gewijzigd(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Genummerd)? else { return Ok(false) };
    let begin = v.begin(d.a.ingang);
    let goed = Wat::goed(d.goed());
    let ingetrokken = Wat::goed(d.goed().ingetrokken());
    let mut eerste = Verwijst::Nummer.start(&d, begin);
    eerste.toewijzing_ingangsdatum = None;
    start(v, &mut d, begin, (eerste, ingetrokken))?;
    let beter = Verwijst::Nummer.start(&d, begin);
    start(v, &mut d, begin, (beter.clone().status("2"), goed.clone()))?;
    start(v, &mut d, begin, (beter.clone().status("9"), goed.clone()))?;
    let (eind, reden) = laatste(v, &d, begin);
    let regel = (Verwijst::Nummer.stop(&d, begin, eind, reden), goed);
    stop(v, &mut d, eind, regel)?;
    v.levering(&Levering::new(&d, &als_start(&beter), begin).eind(eind, reden))?;
    sluit(v, &d)
}

/// Two persons in one 301, one 305 and one 307.
fn samen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let een = |v: &mut Verteller<'_>| allocatie(v, Nummering::Genummerd, 'S');
    let (Some(een), Some(mut twee)) = (een(v), een(v)) else { return Ok(false) };
    twee.bsn = v.client.ander_bsn.clone();
    // Another product than any of the stories about that person by itself.
    twee.product = Some(Product::new("08", "08S01"));
    (twee.aanbieder, twee.ingang, twee.eind) = (een.aanbieder, een.ingang, een.eind);
    twee.datum = een.datum;
    let mut paar = [Dossier::new(een), Dossier::new(twee)];
    v.toewijs_2(&mut paar)?;
    let [mut een, mut twee] = paar;
    let begin = v.begin(een.a.ingang);
    let groep = |d: &Dossier, verwijst: Verwijst| {
        let regel = (verwijst.start(d, begin), Wat::goed(verwijst.oordeel(d)));
        (d.a.bsn.clone(), vec![regel])
    };
    let starts = vec![groep(&een, Verwijst::Nummer), groep(&twee, Verwijst::Beide)];
    v.stuur_starts_2(&mut een, begin, starts, Antwoord::Toeval)?;
    let (eind, reden) = laatste(v, &een, begin);
    let groep = |d: &Dossier, verwijst: Verwijst| {
        let regel = (verwijst.stop(d, begin, eind, reden), Wat::goed(verwijst.oordeel(d)));
        (d.a.bsn.clone(), vec![regel])
    };
    let stops = vec![groep(&een, Verwijst::Beide), groep(&twee, Verwijst::Nummer)];
    v.stuur_stops_2(&mut een, eind, stops, Antwoord::Toeval)?;
    twee.klok = een.klok;
    for d in [&een, &twee] {
        let levering = als_start(&Verwijst::Nummer.start(d, begin));
        v.levering(&Levering::new(d, &levering, begin).eind(eind, reden))?;
        sluit(v, d)?;
    }
    Ok(true)
}

/// A second version ends earlier; its key does not change.
fn verkort(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let nummering = v.rng.kies([Nummering::Los, Nummering::Genummerd]);
    let Some(mut d) = toegewezen(v, nummering)? else { return Ok(false) };
    d.a.datum = plus(d.klok, 1).max(plus(d.a.ingang, 10));
    d.a.eind = Some(plus(d.a.ingang, v.rng.tussen(60, 100)));
    d.a.reden = Some("05");
    let mut paar = [d];
    v.toewijs_2(&mut paar)?;
    let [mut d] = paar;
    geleverd(v, &mut d, Verwijst::Beschikking)?;
    sluit(v, &d)
}

/// The 305 is rejected and sent again in a new message.
fn afgewezen(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Genummerd)? else { return Ok(false) };
    let begin = v.begin(d.a.ingang);
    let regel = (Verwijst::Beide.start(&d, begin), Wat::goed(Verwijst::Beide.oordeel(&d)));
    let groepen = vec![(d.a.bsn.clone(), vec![regel])];
    let antwoord = v.rng.kies([Antwoord::Kop, Antwoord::Regel(1, "9019"), Antwoord::Client]);
    v.stuur_starts_2(&mut d, begin, groepen, antwoord)?;
    geleverd(v, &mut d, Verwijst::Beide)?;
    sluit(v, &d)
}

/// Ended, but never stopped.
fn zonder_stop(v: &mut Verteller<'_>) -> anyhow::Result<bool> {
    let Some(mut d) = toegewezen(v, Nummering::Los)? else { return Ok(false) };
    let begin = v.begin(d.a.ingang);
    let eerste = Verwijst::Beschikking.start(&d, begin);
    let regel = (eerste.clone(), Wat::goed(Verwijst::Beschikking.oordeel(&d)));
    start(v, &mut d, begin, regel)?;
    v.levering(&Levering::new(&d, &als_start(&eerste), begin))?;
    // The term begins with the duty, in April of 2019.
    let eind = d.a.eind.filter(|eind| (eind.year(), eind.month()) >= (2019, 4));
    if eind.is_some() {
        v.bevinding(&d, "OP288")?;
    }
    sluit(v, &d)
}
