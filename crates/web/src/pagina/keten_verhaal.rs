//! A story as a page shows it: dates as people here write them, names of files masked, notes of people left out.

use chrono_tz::Tz;
use domain::Eurocent;
use load::verhaal::{Bedragen, Gebeurtenis, Leveringzin, Maand, Vertelling, Vondst, ernst};

use crate::tabel::{Cel, Kolom, Soort, Tabel};

/// Declaration lines, or findings in one list, that a person still reads one by one.
const REGELS_MAX: usize = 200;

/// A story.
pub(super) struct Blad {
    pub(super) titel: String,
    pub(super) stand: Vec<String>,
    pub(super) tijdlijn: Vec<Moment>,
    pub(super) maanden: Vec<Maandblad>,
    /// Whether the declaration lines are told by month only.
    pub(super) is_samengevat: bool,
    pub(super) bedragen: Option<Tabel>,
    pub(super) leveringen: Vec<Leveringzin>,
    pub(super) bevindingen: Vec<Melding>,
    /// How many findings were left out.
    pub(super) bevindingen_meer: usize,
    pub(super) opgelost: String,
    pub(super) weigeringen: Option<Tabel>,
}

/// Something that happened.
pub(super) struct Moment {
    /// For machines: `2026-03-01`.
    pub(super) datum: String,
    pub(super) dag: String,
    pub(super) wat: String,
    pub(super) door: String,
    pub(super) oordeel: Option<String>,
    pub(super) antwoord: String,
    pub(super) bevindingen: Vec<Melding>,
    pub(super) bron: String,
}

/// A finding.
pub(super) struct Melding {
    pub(super) regelcode: String,
    pub(super) ernst: String,
    pub(super) status: String,
    pub(super) waarover: Option<String>,
    pub(super) toelichting: String,
}

/// The declaration lines of one month.
pub(super) struct Maandblad {
    pub(super) naam: String,
    pub(super) regels: Vec<Moment>,
}

impl Blad {
    pub(super) fn van(vertelling: Vertelling, zone: Tz) -> Self {
        let verhaal = vertelling.verhaal;
        let aantal: usize = verhaal.maanden.iter().map(|maand| maand.regels.len()).sum();
        let is_samengevat = aantal > REGELS_MAX;
        let bedragen = (!verhaal.maanden.is_empty())
            .then(|| bedragen(&verhaal.maanden, verhaal.totaal).in_zone(zone));
        let weigeringen = (!vertelling.weigeringen.is_empty()).then(|| {
            let mut tabel = Tabel::new(
                "weigeringen",
                "Geweigerd uit dezelfde bestanden",
                vec![
                    Kolom::new("Nummer", Soort::Tekst),
                    Kolom::new("Stand", Soort::Tekst),
                    Kolom::new("Code", Soort::Tekst),
                    Kolom::new("Wat er is en wat u doet", Soort::Tekst),
                    Kolom::new("Bestand", Soort::Tekst),
                    Kolom::new("Plaats", Soort::Tekst),
                ],
            );
            for weigering in vertelling.weigeringen {
                let nummer = weigering.quarantaine_id;
                tabel.rij(vec![
                    Cel::link(nummer.to_string(), format!("/quarantaine/{nummer}")),
                    Cel::Status(weigering.status),
                    Cel::Tekst(weigering.code),
                    Cel::Tekst(weigering.uitleg),
                    Cel::tekst(domain::verberg_bsn(&weigering.bestand)),
                    Cel::Tekst(weigering.plaats),
                ]);
            }
            tabel
        });
        let bevindingen_meer = verhaal.bevindingen.len().saturating_sub(REGELS_MAX);
        let leveringen = vertelling.leveringen.into_iter().map(|levering| Leveringzin {
            wat: hier(&levering.wat),
            tijden: levering.tijden,
            bron: levering.bron,
        });
        Self {
            titel: vertelling.titel,
            stand: vertelling.stand.iter().map(|zin| hier(zin)).collect(),
            tijdlijn: verhaal.tijdlijn.into_iter().map(moment).collect(),
            maanden: if is_samengevat {
                Vec::new()
            } else {
                verhaal.maanden.into_iter().map(maandblad).collect()
            },
            is_samengevat,
            bedragen,
            leveringen: leveringen.collect(),
            bevindingen: verhaal.bevindingen.into_iter().take(REGELS_MAX).map(melding).collect(),
            bevindingen_meer,
            opgelost: geteld(&verhaal.opgelost),
            weigeringen,
        }
    }
}

fn moment(gebeurtenis: Gebeurtenis) -> Moment {
    let bestand =
        gebeurtenis.bestand.as_deref().map_or("onbekend bestand".into(), domain::verberg_bsn);
    let antwoord = gebeurtenis.antwoord_bestand.as_deref();
    let antwoord = antwoord.map(|bestand| format!("; antwoord: {}", domain::verberg_bsn(bestand)));
    Moment {
        datum: gebeurtenis.datum.to_string(),
        dag: gebeurtenis.datum.format("%d-%m-%Y").to_string(),
        wat: hier(&gebeurtenis.wat),
        door: gebeurtenis.door,
        oordeel: gebeurtenis.oordeel.as_deref().map(hier),
        antwoord: hier(&gebeurtenis.antwoord),
        bevindingen: gebeurtenis.bevindingen.into_iter().map(melding).collect(),
        bron: format!("{bestand}, record {}{}", gebeurtenis.regel, antwoord.unwrap_or_default()),
    }
}

/// What a person wrote beside a decision stays with those who decide: `sluis explain` shows it.
fn melding(vondst: Vondst) -> Melding {
    Melding {
        ernst: ernst(&vondst.ernst).to_owned(),
        regelcode: vondst.regelcode,
        status: vondst.status,
        waarover: vondst.waarover,
        toelichting: hier(&vondst.toelichting),
    }
}

fn maandblad(maand: Maand) -> Maandblad {
    Maandblad { naam: maand.maand, regels: maand.regels.into_iter().map(moment).collect() }
}

fn bedragen(maanden: &[Maand], totaal: Bedragen) -> Tabel {
    let koppen = [
        "Ingediend",
        "Goedgekeurd",
        "Afgewezen",
        "Gecrediteerd",
        "Nog open",
        "Credit",
        "Betaalbaar",
    ];
    let mut kolommen = vec![Kolom::new("Maand", Soort::Tekst)];
    kolommen.extend(koppen.map(|kop| Kolom::new(kop, Soort::Euro)));
    let mut tabel = Tabel::new("bedragen", "Bedragen per maand", kolommen);
    let rijen = maanden.iter().map(|maand| (maand.maand.as_str(), maand.bedragen));
    for (naam, som) in rijen.chain([("totaal", totaal)]) {
        let sommen = [
            som.ingediend_eurocent,
            som.goedgekeurd_eurocent,
            som.afgewezen_eurocent,
            som.gecrediteerd_eurocent,
            som.open_eurocent,
            som.credit_goedgekeurd_eurocent,
            som.betaalbaar_eurocent,
        ];
        let cellen = sommen.map(|cent| Cel::Euro(Eurocent::new(cent)));
        tabel.rij(core::iter::once(Cel::tekst(naam)).chain(cellen).collect());
    }
    tabel
}

/// Every code once, in order, with how often when that is more.
fn geteld(codes: &[String]) -> String {
    let mut delen: Vec<String> = Vec::new();
    for groep in codes.chunk_by(|een, ander| een == ander) {
        delen.extend(groep.first().map(|code| match groep.len() {
            1 => code.clone(),
            aantal => format!("{code} ({aantal} keer)"),
        }));
    }
    delen.join(", ")
}

/// A sentence with its days as people here write them: `2026-03-01` becomes `01-03-2026`.
fn hier(zin: &str) -> String {
    let is_los = |teken: Option<char>| teken.is_none_or(|teken| !teken.is_ascii_alphanumeric());
    let mut tekst = String::with_capacity(zin.len());
    let mut rest = zin;
    let mut vorige = None;
    while let Some(teken) = rest.chars().next() {
        let dag = rest.get(..10).filter(|_| is_los(vorige));
        let dag = dag.filter(|_| is_los(rest.get(10..).and_then(|na| na.chars().next())));
        let dag = dag.and_then(|dag| dag.parse::<chrono::NaiveDate>().ok());
        let stap = if let Some(dag) = dag {
            tekst.push_str(&dag.format("%d-%m-%Y").to_string());
            vorige = Some('0');
            10
        } else {
            tekst.push(teken);
            vorige = Some(teken);
            teken.len_utf8()
        };
        rest = rest.get(stap..).unwrap_or_default();
    }
    tekst
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_a_sentence_read_as_people_here_write_them() {
        for (zin, expect) in [
            ("van 2026-03-01 t/m 2026-12-31", "van 01-03-2026 t/m 31-12-2026"),
            ("2026-03-01", "01-03-2026"),
            ("(2026-03-01)é", "(01-03-2026)é"),
            ("kenmerk A2026-03-01", "kenmerk A2026-03-01"),
            ("kenmerk 2026-03-012", "kenmerk 2026-03-012"),
            ("2026-13-01 en 2026-1-1", "2026-13-01 en 2026-1-1"),
            ("één", "één"),
            ("", ""),
        ] {
            assert_eq!(hier(zin), expect);
        }
    }

    #[test]
    fn codes_are_counted() {
        let codes = ["OP295", "TR416", "TR416"].map(str::to_owned);
        assert_eq!(geteld(&codes), "OP295, TR416 (2 keer)");
        assert_eq!(geteld(&[]), "");
    }
}
