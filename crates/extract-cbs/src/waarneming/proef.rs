//! Small tables for the tests of this crate.

use std::fmt::Write as _;

use domain::statline::{
    Blok, Celwaarde, Dimensie, Dimensiecode, Dimensierol, Gegevenstype, Keuze, LeegBetekenis,
    Onderwerp, Protocol, Tabel, Tabelversie,
};

pub(crate) fn dimensie(naam: &str, codes: &[&str]) -> Dimensie {
    let member = |code: &&str| Dimensiecode {
        code: code.trim_end().to_owned(),
        sleutel: (*code).to_owned(),
        titel: String::new(),
        omschrijving: String::new(),
        groep: String::new(),
        pad: Vec::new(),
        status: String::new(),
        ouder: None,
        geldig_van: None,
        geldig_tot: None,
        is_totaal: false,
        is_kop: false,
        is_marge: false,
    };
    Dimensie {
        naam: naam.to_owned(),
        titel: naam.to_owned(),
        soort: "Dimension".to_owned(),
        rol: Dimensierol::Categorie,
        kaartjaar: None,
        codes: codes.iter().map(member).collect(),
    }
}

pub(crate) fn onderwerp(code: &str, gegevenstype: Gegevenstype, decimalen: u8) -> Onderwerp {
    Onderwerp {
        code: code.to_owned(),
        pad: Vec::new(),
        titel: code.to_owned(),
        omschrijving: String::new(),
        eenheid: "aantal".to_owned(),
        vermenigvuldiger: 1,
        decimalen,
        gegevenstype,
        leeg: LeegBetekenis::Onbekend,
        is_relatief: false,
    }
}

pub(crate) fn tabel(
    protocol: Protocol,
    dimensies: Vec<Dimensie>,
    onderwerpen: Vec<Onderwerp>,
) -> Tabel {
    Tabel {
        tabel_id: "85001NED".parse().unwrap(),
        protocol,
        titel: String::new(),
        samenvatting: String::new(),
        toelichting: String::new(),
        versie: Tabelversie {
            versie: String::new(),
            waarnemingen_op: String::new(),
            metadata_op: String::new(),
            aantal: None,
        },
        reden: String::new(),
        status: String::new(),
        frequentie: String::new(),
        licentie: String::new(),
        bron: String::new(),
        dimensies,
        onderwerpen,
        herindelingen: Vec::new(),
    }
}

/// A small table: two areas, two years, a number, a number without decimals and a text.
pub(crate) fn klein(protocol: Protocol) -> Tabel {
    let mut aantal = onderwerp("M002", Gegevenstype::Geheel, 0);
    aantal.leeg = LeegBetekenis::Nihil;
    let mut naam = onderwerp("M003", Gegevenstype::Tekst, 0);
    naam.leeg = LeegBetekenis::Ontbreekt;
    let onderwerpen = vec![onderwerp("M001", Gegevenstype::Decimaal, 1), aantal, naam];
    let dimensies = vec![
        dimensie("RegioS", &["GM0344", "GM0363"]),
        dimensie("Perioden", &["2024JJ00", "2025JJ00"]),
    ];
    tabel(protocol, dimensies, onderwerpen)
}

pub(crate) fn alles(tabel: &Tabel) -> Keuze {
    Keuze::alles(tabel.dimensies.len())
}

/// The cells as text: codes, measure, value.
pub(crate) fn tekst(tabel: &Tabel, blok: &Blok) -> String {
    let mut text = String::new();
    for cel in &blok.cellen {
        for (dimensie, plek) in tabel.dimensies.iter().zip(blok.rij(cel.rij)) {
            write!(text, "{} ", dimensie.codes[usize::try_from(*plek).unwrap()].code).unwrap();
        }
        let onderwerp = &tabel.onderwerpen[usize::try_from(cel.onderwerp).unwrap()].code;
        let waarde = match &cel.waarde {
            Celwaarde::Getal(getal) => getal.to_string(),
            Celwaarde::Tekst(text) => format!("{text:?}"),
            Celwaarde::Leeg(leegte) => leegte.code().to_owned(),
        };
        writeln!(text, "{onderwerp} {waarde}").unwrap();
    }
    text
}
