//! Sends a 323 and its 325.

use chrono::NaiveDate;
use domain::{Berichtsoort, plus_werkdagen};

use super::noteren::noteer_regel;
use super::{Antwoordfout, Berichtlot, Opzet, Regel, Regelplan, Sleutel};
use crate::bericht::{Declaratieantwoord, Declaratiebericht, Declaratieclient, Kop, Veld};
use crate::kalender::plus;
use crate::oordeel::Wat;
use crate::schrijver::Plek;
use crate::uitvoer::{Post, Som, Telling, Uitvoer, opmaak};
use crate::wereld::Wereld;

/// The code on a client whose lines are all rejected.
const CLIENTCODE: &str = "8187";

/// The code on a line that the 323 does not have.
const VREEMDE_CODE: &str = "9321";

fn maak_bericht(
    uit: &mut Uitvoer,
    wereld: &Wereld,
    sleutel: &Sleutel,
    plannen: &[Regelplan],
    opzet: &Opzet,
) -> Declaratiebericht {
    let (eerste, laatste) = opzet.periode.unwrap_or(wereld.kalender.maand(sleutel.maand));
    let getal = uit.blok.getal(wereld, sleutel, 2);
    let identificatie = uit.nummer('D');
    let mut kop = Kop::new(sleutel.wet, sleutel.gemeente, sleutel.aanbieder.agb)
        .bericht(identificatie, opzet.datum)
        .opmaak(opmaak(getal / 16));
    kop.release = sleutel.aanbieder.release;
    let mut bericht = Declaratiebericht::new(kop, eerste, laatste);
    let nummer = uit.nummer('N').into();
    bericht.declaratienummer = opzet.declaratienummer.clone().unwrap_or(nummer);
    for plan in plannen {
        let prestatie = plan.prestatie.clone();
        match bericht.clienten.last_mut() {
            Some(client) if client.bsn == plan.bsn => client.prestaties.push(prestatie),
            _ => bericht
                .clienten
                .push(Declaratieclient { bsn: plan.bsn.clone(), prestaties: vec![prestatie] }),
        }
    }
    if opzet.te_hoog != 0 {
        bericht.totaal = Some(bericht.som() + opzet.te_hoog);
    }
    bericht
}

/// Sends the 323 of these lines with its answer; gives its `DeclaratieNummer`.
pub(crate) fn verzend(
    uit: &mut Uitvoer,
    wereld: &Wereld,
    sleutel: &Sleutel,
    plannen: &[Regelplan],
    opzet: &Opzet,
) -> anyhow::Result<Veld> {
    let bericht = maak_bericht(uit, wereld, sleutel, plannen, opzet);
    let mut telling = Telling::default();
    let mut regels = Vec::new();
    for (plan, nummer) in plannen.iter().zip(1..) {
        let som = Som { bestanden: 0, records: 1, eurocent: plan.prestatie.met_teken() };
        match plan.wat {
            Wat::Laadt(..) => telling.geladen.tel_op(som),
            Wat::Geweigerd(_) => telling.gequarantaineerd.tel_op(som),
        }
        let is_client =
            opzet.is_van_blok && uit.blok.is_client_afgewezen(wereld, sleutel, &plan.bsn);
        regels.push(beoordeel(plan, nummer, opzet.lot, is_client));
    }
    let identificatie = bericht.kop.identificatie.clone();
    let post = Post {
        kop: &bericht.kop,
        soort: Berichtsoort::B323,
        identificatie: identificatie.as_str(),
        datum: opzet.datum,
        plek: Plek::Gewoon,
    };
    uit.buffer = bericht.schrijf(core::mem::take(&mut uit.buffer));
    let naam = uit.verzend(post, telling)?;
    if opzet.is_van_blok
        && uit.blok.getal(wereld, sleutel, 3).is_multiple_of(100)
        && telling.gequarantaineerd.records == 0
    {
        uit.merk("dubbel_323");
        uit.verzend_kopie(post, telling.geladen)?;
    }
    let (status, codes) = beantwoord(uit, wereld, &bericht, opzet, &regels)?;
    let aantal = u32::try_from(plannen.len()).ok();
    uit.noteer_bericht(post, aantal, status, &codes)?;
    for code in &opzet.bevindingen {
        let waar = (Berichtsoort::B323, Some(identificatie.as_str()), None);
        uit.noteer_bevinding(code, &bericht.kop, waar, None)?;
    }
    for regel in &regels {
        noteer_regel(uit, &bericht, sleutel, &naam, regel)?;
    }
    Ok(bericht.declaratienummer)
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

/// Answers a 323, or not; gives what `feit_bericht` says about it.
fn beantwoord(
    uit: &mut Uitvoer,
    wereld: &Wereld,
    bericht: &Declaratiebericht,
    opzet: &Opzet,
    regels: &[Regel<'_>],
) -> anyhow::Result<(&'static str, Vec<&'static str>)> {
    let term = plus_werkdagen(opzet.datum, 10);
    let is_open = opzet.lot == Berichtlot::Open;
    if opzet.is_laat || is_open && wereld.kalender.peildatum > term {
        let waar = (Berichtsoort::B323, Some(bericht.kop.identificatie.as_str()), None);
        uit.noteer_bevinding("OP090x4", &bericht.kop, waar, None)?;
    }
    if is_open {
        uit.merk("antwoord_open");
        return Ok(("open", Vec::new()));
    }
    let identificatie = uit.nummer('A');
    let datum = plus(if opzet.is_laat { term } else { opzet.datum }, 5);
    let antwoord = bericht.antwoord(&identificatie, datum);
    let Inhoud { mut antwoord, mut codes, mut terug } = vul(uit, antwoord, opzet.lot, regels);
    let bevinding = match &opzet.antwoord {
        Antwoordfout::Geen => None,
        Antwoordfout::Nummer => {
            antwoord = antwoord.declaratienummer(uit.nummer('N'));
            Some(("TR376", None))
        }
        Antwoordfout::Xsd => {
            antwoord = antwoord.xsd_versie("1.0.1");
            Some(("TR371", None))
        }
        Antwoordfout::Totaal => {
            antwoord = antwoord.te_veel_toegekend(700);
            Some(("TR342", None))
        }
        Antwoordfout::Vreemd(prestatie) => {
            terug += 1;
            codes.retain(|code| *code != "8001");
            codes.push(VREEMDE_CODE);
            antwoord = antwoord.vreemde_regel((**prestatie).clone(), VREEMDE_CODE);
            Some(("TR366", Some((terug, prestatie.nummer.clone()))))
        }
        Antwoordfout::Volume => {
            antwoord = antwoord.met_ander_volume(1);
            eerste_nummer(regels).map(|nummer| ("TR367", Some((1, nummer))))
        }
        Antwoordfout::Client(bsn) => {
            antwoord = antwoord.met_andere_client(bsn);
            eerste_nummer(regels).map(|nummer| ("TR304", Some((1, nummer))))
        }
    };
    uit.buffer = antwoord.schrijf(core::mem::take(&mut uit.buffer));
    let soort = Berichtsoort::B325;
    let post =
        Post { kop: &bericht.kop, soort, identificatie: &identificatie, datum, plek: Plek::Gewoon };
    uit.verzend(post, Telling::geladen(Som::records(1)))?;
    uit.noteer_bericht(post, Some(terug), "nvt", &codes)?;
    if let Some((code, regel)) = bevinding {
        let (plaats, nummer) = regel.unzip();
        let waar = (soort, Some(identificatie.as_str()), plaats);
        uit.noteer_bevinding(code, &bericht.kop, waar, nummer.as_ref().map(Veld::as_str))?;
    }
    let is_rejected = matches!(opzet.lot, Berichtlot::Kop | Berichtlot::Declaratie);
    if !is_rejected {
        noteer_te_vroeg(uit, post, regels)?;
    }
    Ok((if is_rejected { "afgewezen" } else { "geaccepteerd" }, codes))
}

/// Writes down which lines come back before their period begins or ends (TR134, TR137).
fn noteer_te_vroeg(uit: &mut Uitvoer, post: Post<'_>, regels: &[Regel<'_>]) -> anyhow::Result<()> {
    let terug = regels.iter().filter(|regel| regel.status == "afgewezen");
    for (regel, plaats) in terug.zip(1..) {
        let prestatie = &regel.plan.prestatie;
        let waar = (post.soort, Some(post.identificatie), Some(plaats));
        for (datum, code) in prestatie.periode.iter().zip(["TR134", "TR137"]) {
            let datum = datum.as_str().parse::<NaiveDate>();
            if datum.is_ok_and(|datum| datum > post.datum) {
                uit.noteer_bevinding(code, post.kop, waar, Some(prestatie.nummer.as_str()))?;
            }
        }
    }
    Ok(())
}

fn eerste_nummer(regels: &[Regel<'_>]) -> Option<Veld> {
    regels.first().map(|regel| regel.plan.prestatie.nummer.clone())
}

/// Sends a 325 about a 323 that was never sent: it rejects the header, so it says nothing about lines (TR337).
pub(crate) fn verzend_weesantwoord(
    uit: &mut Uitvoer,
    wereld: &Wereld,
    sleutel: &Sleutel,
    datum: NaiveDate,
) -> anyhow::Result<()> {
    let opzet = Opzet::los(Berichtlot::Kop, datum);
    let bericht = maak_bericht(uit, wereld, sleutel, &[], &opzet);
    let identificatie = uit.nummer('A');
    let datum = plus(datum, 5);
    let antwoord = bericht.antwoord(&identificatie, datum).kopcode("0001");
    uit.buffer = antwoord.schrijf(core::mem::take(&mut uit.buffer));
    let (kop, soort) = (&bericht.kop, Berichtsoort::B325);
    let post = Post { kop, soort, identificatie: &identificatie, datum, plek: Plek::Gewoon };
    uit.verzend(post, Telling::geladen(Som::records(1)))?;
    uit.noteer_bericht(post, Some(0), "nvt", &["0001"])?;
    uit.noteer_bevinding("TR337", kop, (soort, Some(&identificatie), None), None)
}

/// An answer with its codes and the number of lines that it sends back.
struct Inhoud<'a> {
    antwoord: Declaratieantwoord<'a>,
    codes: Vec<&'static str>,
    terug: u32,
}

/// Fills the answer with what the municipality says.
fn vul<'a>(
    uit: &mut Uitvoer,
    mut antwoord: Declaratieantwoord<'a>,
    lot: Berichtlot,
    regels: &[Regel<'_>],
) -> Inhoud<'a> {
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
    Inhoud { antwoord, codes, terug }
}
