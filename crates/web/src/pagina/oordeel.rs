//! Was last night good? One sentence, from the runs alone.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use load::pagina::RunRegel;

use super::raad::raad;
use super::{run, tekst};

/// After this long without a run a planned night did not happen.
const NACHT_MAX: TimeDelta = TimeDelta::hours(26);

/// How good it is; its class on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toon {
    /// Nobody has to do anything.
    Goed,
    /// Somebody should look some time.
    LetOp,
    /// Somebody has to do something.
    Fout,
    /// Nothing ran yet.
    Leeg,
}

impl Toon {
    pub(crate) const fn klasse(self) -> &'static str {
        match self {
            Self::Goed => "goed",
            Self::LetOp => "let-op",
            Self::Fout => "fout",
            Self::Leeg => "leeg",
        }
    }
}

/// The sentence, and the run it is about.
#[derive(Debug, Clone)]
pub(crate) struct Oordeel {
    pub(crate) toon: Toon,
    pub(crate) zin: String,
    /// What there is to know besides.
    pub(crate) toelichting: Option<String>,
    pub(crate) run: Option<RunRegel>,
}

/// Judges the newest runs, newest first. `is_gepland`: whether a load should come by itself.
pub(crate) fn oordeel(
    runs: &[RunRegel],
    staat_mislukt: i64,
    is_gepland: bool,
    nu: DateTime<Utc>,
    zone: Tz,
) -> Oordeel {
    let bezig = runs.first().filter(|regel| run::is_bezig(regel));
    let klaar = runs.iter().find(|regel| !run::is_bezig(regel));
    let nu_bezig = bezig.map(|regel| {
        let al = tekst::duur(nu - regel.run.gestart_op);
        format!("Run {} is nu bezig, al {al}.", regel.run.run_id)
    });
    let Some(laatste) = klaar else {
        let (zin, run) = match bezig {
            Some(regel) => ("De eerste run is bezig.", Some(regel.clone())),
            None => ("Er is nog niets geladen.", None),
        };
        return Oordeel { toon: Toon::Leeg, zin: zin.to_owned(), toelichting: nu_bezig, run };
    };
    let (toon, zin) = uitkomst(laatste, staat_mislukt, nu, zone);
    let is_gemist = is_gepland && bezig.is_none() && nu - laatste.run.gestart_op > NACHT_MAX;
    if is_gemist {
        return Oordeel {
            toon: Toon::Fout,
            zin: "De afgelopen nacht is er niet geladen.".to_owned(),
            toelichting: Some(format!("De laatste keer: {zin}")),
            run: Some(laatste.clone()),
        };
    }
    Oordeel { toon, zin, toelichting: nu_bezig, run: Some(laatste.clone()) }
}

fn uitkomst(regel: &RunRegel, staat_mislukt: i64, nu: DateTime<Utc>, zone: Tz) -> (Toon, String) {
    let run = &regel.run;
    let toen = tekst::wanneer(run.gestart_op, nu, zone);
    if regel.is_verdwenen {
        let zin = format!("{toen} ging er iets mis: run {} is afgebroken.", run.run_id);
        return (Toon::Fout, zin);
    }
    let taken = |aantal| tekst::aantal(aantal, "taak", "taken");
    match run.status.as_str() {
        "failed" => {
            let wat = raad(run.foutcode.as_deref()).wat;
            (Toon::Fout, format!("{toen} ging er iets mis: de run is mislukt. {wat}"))
        }
        "cancelled" => (Toon::LetOp, format!("{toen} is de run gestopt voordat hij klaar was.")),
        _ if regel.staat_mislukt > 0 => {
            let mislukt = taken(regel.staat_mislukt);
            (Toon::Fout, format!("{toen} ging er iets mis: {mislukt} mislukt."))
        }
        _ if staat_mislukt > 0 => {
            let mislukt = taken(staat_mislukt);
            let zin = format!("{toen} ging het goed, maar van eerder staat nog {mislukt} open.");
            (Toon::LetOp, zin)
        }
        _ if run.gequarantaineerd > 0 => {
            let records = tekst::aantal(run.gequarantaineerd, "record", "records");
            let zin = format!("{toen} is alles gelezen; {records} in quarantaine gezet.");
            (Toon::LetOp, zin)
        }
        _ => (Toon::Goed, format!("{toen} is alles goed gegaan.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use load::beheer::RunRij;

    const NU: &str = "2026-11-22T08:00:00Z";

    fn regel(status: &str, gestart: &str) -> RunRegel {
        let gestart_op: DateTime<Utc> = gestart.parse().unwrap();
        let run = RunRij {
            run_id: 12,
            rerun_van: None,
            soort: "run".to_owned(),
            status: status.to_owned(),
            gestart_door: "planner".to_owned(),
            versie: "0.1.0".to_owned(),
            foutcode: (status == "failed").then(|| "53100".to_owned()),
            fout: None,
            peildatum: gestart_op.date_naive(),
            gestart_op,
            geeindigd_op: (status != "running").then_some(gestart_op),
            taken: 3,
            mislukt: 0,
            gelezen: 100,
            geladen: 100,
            gequarantaineerd: 0,
            dubbel: 0,
        };
        RunRegel { run, is_verdwenen: false, staat_mislukt: 0, is_gepubliceerd: true }
    }

    fn check(runs: &[RunRegel], staat: i64, toon: Toon, begin: &str) {
        let oordeel = oordeel(runs, staat, true, NU.parse().unwrap(), Tz::Europe__Amsterdam);
        assert_eq!((oordeel.toon, true), (toon, oordeel.zin.starts_with(begin)), "{oordeel:?}");
    }

    #[test]
    fn the_first_sentence_tells_how_it_is() {
        let nacht = "2026-11-22T03:00:00Z";
        check(&[], 0, Toon::Leeg, "Er is nog niets geladen.");
        check(&[regel("running", nacht)], 0, Toon::Leeg, "De eerste run is bezig.");
        check(&[regel("succeeded", nacht)], 0, Toon::Goed, "Vannacht is alles goed gegaan.");
        check(
            &[regel("succeeded", nacht)],
            2,
            Toon::LetOp,
            "Vannacht ging het goed, maar van eerder",
        );
        check(&[regel("cancelled", nacht)], 0, Toon::LetOp, "Vannacht is de run gestopt");
        let schijf = "Vannacht ging er iets mis: de run is mislukt. De schijf van de database";
        check(&[regel("failed", nacht)], 1, Toon::Fout, schijf);
        let mut deels = regel("partial", nacht);
        deels.run.gequarantaineerd = 1;
        let een = "Vannacht is alles gelezen; 1 record in quarantaine";
        check(core::slice::from_ref(&deels), 0, Toon::LetOp, een);
        deels.staat_mislukt = 2;
        check(&[deels], 2, Toon::Fout, "Vannacht ging er iets mis: 2 taken mislukt.");
        let mut weg = regel("running", nacht);
        weg.is_verdwenen = true;
        check(&[weg], 0, Toon::Fout, "Vannacht ging er iets mis: run 12 is afgebroken.");
    }

    #[test]
    fn a_night_without_a_run_is_told_only_when_one_was_planned() {
        let lang = [regel("succeeded", "2026-11-20T03:00:00Z")];
        check(&lang, 0, Toon::Fout, "De afgelopen nacht is er niet geladen.");
        let (nu, zone) = (NU.parse().unwrap(), Tz::Europe__Amsterdam);
        let met_de_hand = oordeel(&lang, 0, false, nu, zone);
        assert_eq!(met_de_hand.zin, "Op 20-11-2026 is alles goed gegaan.");
        // While the missed night is being made up for, it is not missing.
        let [oud] = lang;
        let inhalen = [regel("running", "2026-11-22T07:59:00Z"), oud];
        let bezig = oordeel(&inhalen, 0, true, nu, zone);
        assert_eq!(bezig.toon, Toon::Goed);
        assert_eq!(bezig.toelichting.unwrap(), "Run 12 is nu bezig, al 1 min 0 s.");
    }
}
