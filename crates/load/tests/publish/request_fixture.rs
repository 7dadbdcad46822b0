//! Requests, their answers, and the messages of release 2.x.

use domain::record::{
    Antwoord, Beschikking, IngelezenBericht, Inhoud, Onderdeel, Start, Stop, Toewijzing, Verzoek,
};
use domain::{
    Berichtsoort, Eenheid, Eurocent, Frequentie, Omvang, Periode, RedenAfwijzingVerzoek,
    RedenBeeindiging, RedenVerzoek, RedenWijziging, Release, Verwijzer, VerzoekAntwoord, Wet,
};

use crate::fixture::{
    b301, bericht, client, datum, gehasht, kop, product, retour, start, stop, toewijzing,
};

/// Request `referentie` for `client(persoon)`, from February 2026.
pub(crate) fn verzoek(regel: u32, referentie: &str, persoon: u8) -> Verzoek {
    Verzoek {
        regel,
        volgnummer: 1,
        client: client(persoon),
        onderdeel: Onderdeel::Aangevraagd,
        referentie: Some(referentie.parse().unwrap()),
        aanbieder: None,
        nummer: None,
        product: Some(product()),
        beschikking: Some(700.try_into().unwrap()),
        beschikking_ingangsdatum: Some(datum("2026-01-15")),
        ingangsdatum: Some(datum("2026-02-01")),
        einddatum: Some(datum("2026-12-31")),
        omvang: Some(Omvang {
            volume: 8.try_into().unwrap(),
            eenheid: Eenheid::Uur,
            frequentie: Frequentie::Maand,
        }),
        budget: Some(Eurocent::new(12_345)),
        verwijzer: Some(Verwijzer::Huisarts),
        raamcontract: Some(true),
        reden_verzoek: None,
    }
}

/// The products of a 317: change allocation `nummer`, leave `ongewijzigd` as it is.
pub(crate) fn wijziging(
    referentie: &str,
    persoon: u8,
    nummer: i64,
    ongewijzigd: i64,
) -> Vec<Verzoek> {
    let te_wijzigen = Verzoek {
        onderdeel: Onderdeel::TeWijzigen,
        nummer: Some(nummer.try_into().unwrap()),
        product: None,
        beschikking: None,
        beschikking_ingangsdatum: None,
        verwijzer: None,
        raamcontract: None,
        reden_verzoek: Some(RedenVerzoek::Zorgplan),
        ..verzoek(1, referentie, persoon)
    };
    let ongewijzigd = Verzoek {
        volgnummer: 2,
        onderdeel: Onderdeel::Ongewijzigd,
        nummer: Some(ongewijzigd.try_into().unwrap()),
        ingangsdatum: None,
        einddatum: None,
        omvang: None,
        budget: None,
        ..te_wijzigen.clone()
    };
    vec![te_wijzigen, ongewijzigd]
}

pub(crate) fn b315(identificatie: &str, records: Vec<Verzoek>) -> IngelezenBericht {
    bericht(kop(Berichtsoort::B315, identificatie, "2026-01-20"), Inhoud::Verzoek(records))
}

pub(crate) fn b317(identificatie: &str, records: Vec<Verzoek>) -> IngelezenBericht {
    bericht(kop(Berichtsoort::B317, identificatie, "2026-01-21"), Inhoud::Verzoek(records))
}

/// The answer on request `referentie`: refused for `reden`, or being looked into.
pub(crate) fn b319(
    identificatie: &str,
    dagtekening: &str,
    referentie: &str,
    reden: Option<RedenAfwijzingVerzoek>,
) -> IngelezenBericht {
    let record = Antwoord {
        regel: 1,
        referentie: referentie.parse().unwrap(),
        antwoord: match reden {
            Some(_) => VerzoekAntwoord::Afgewezen,
            None => VerzoekAntwoord::InOnderzoek,
        },
        reden_afwijzing: reden,
        woonplaats: reden.map(|_| "0384".parse().unwrap()),
    };
    let kop = kop(Berichtsoort::B319, identificatie, dagtekening);
    bericht(kop, Inhoud::Antwoord(vec![record]))
}

/// Allocation `nummer` that honours request `referentie`.
pub(crate) fn honorering(regel: u32, nummer: i64, persoon: u8, referentie: &str) -> Toewijzing {
    Toewijzing {
        referentie_aanbieder: Some(referentie.parse().unwrap()),
        toewijzingsdatum: datum("2026-01-25"),
        periode: Periode::new(datum("2026-02-01"), None).unwrap(),
        ..toewijzing(regel, nummer, persoon)
    }
}

/// A 301 of `release` on beschikking `nummer`.
pub(crate) fn b301_v2(
    identificatie: &str,
    release: Release,
    beschikking: i64,
    records: Vec<Toewijzing>,
) -> IngelezenBericht {
    let mut message = b301(identificatie, records);
    message.bericht.release = release;
    message.bericht.dagtekening = datum("2018-01-05");
    message.beschikkingen = vec![Beschikking {
        client: client(1),
        nummer: beschikking.try_into().unwrap(),
        afgiftedatum: datum("2017-12-20"),
        periode: Periode::new(datum("2018-01-01"), None).unwrap(),
    }];
    gehasht(message)
}

/// An allocation of release 2.x to `client(1)` from 2018, on a beschikking; without number.
pub(crate) fn toewijzing_v2(regel: u32, beschikking: i64) -> Toewijzing {
    Toewijzing {
        nummer: None,
        beschikking: Some(beschikking.try_into().unwrap()),
        toewijzingsdatum: datum("2018-01-04"),
        periode: Periode::new(datum("2018-01-01"), None).unwrap(),
        reden_wijziging: Some(RedenWijziging::parse(Wet::Wmo, Release::R2_1, "04").unwrap()),
        ..toewijzing(regel, 1, 1)
    }
}

/// A start on a beschikking, without number.
pub(crate) fn start_v2(regel: u32, beschikking: i64) -> Start {
    Start {
        beschikking: Some(beschikking.try_into().unwrap()),
        begindatum: datum("2018-01-08"),
        ..start(regel, None, 1)
    }
}

/// The stop of that start, for a reason of release 2.1.
pub(crate) fn stop_v2(regel: u32, beschikking: i64) -> Stop {
    Stop {
        beschikking: Some(beschikking.try_into().unwrap()),
        begindatum: datum("2018-01-08"),
        einddatum: datum("2018-06-30"),
        reden_beeindiging: RedenBeeindiging::parse(Wet::Wmo, Release::R2_1, "19").unwrap(),
        ..stop(regel, None, 1)
    }
}

/// The same message as one of release 2.1, dated `dagtekening`.
pub(crate) fn als_2_1(mut message: IngelezenBericht, dagtekening: &str) -> IngelezenBericht {
    message.bericht.release = Release::R2_1;
    message.bericht.dagtekening = datum(dagtekening);
    gehasht(message)
}

/// Requests and allocations that meet in every way, and a history of release 2.x.
pub(crate) fn inbox() -> Vec<IngelezenBericht> {
    let geweigerd = b315("V4", vec![verzoek(1, "REF4", 1)]);
    let verworpen = b319("W3", "2026-01-23", "REF3", Some(RedenAfwijzingVerzoek::Budget));
    let oud = Release::R2_1;
    let mut elders = b315("V6", vec![verzoek(1, "REF6", 2)]);
    if let Inhoud::Verzoek(records) = &mut elders.inhoud {
        records[0].aanbieder = Some("87654321".parse().unwrap());
    }
    vec![
        b319("W2", "2026-01-24", "REF2", Some(RedenAfwijzingVerzoek::GeenContract)),
        b319("W1", "2026-01-22", "REF2", None),
        b301("A1", vec![honorering(1, 300, 1, "REF1"), toewijzing(2, 301, 1)]),
        b315("V1", vec![verzoek(1, "REF1", 1), verzoek(2, "REF2", 1)]),
        b317("V3", wijziging("REF3", 1, 301, 300)),
        retour(&verworpen, "R3", "2026-01-25", &["9355"]),
        verworpen,
        retour(&geweigerd, "R4", "2026-01-22", &["9347"]),
        geweigerd,
        b317("V5", wijziging("REF5", 1, 999, 300)),
        als_2_1(elders, "2026-01-20"),
        b301_v2("B1", oud, 800, vec![toewijzing_v2(1, 800)]),
        als_2_1(crate::fixture::b305("S1", vec![start_v2(1, 800), start_v2(2, 801)]), "2018-01-10"),
        als_2_1(crate::fixture::b307("E1", vec![stop_v2(1, 800)]), "2018-07-01"),
    ]
}
