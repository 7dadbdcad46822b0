mod corpus;
mod eigenschappen;
mod opnamen;
mod v3;
mod v4;

use std::fmt::Write as _;
use std::path::PathBuf;

use domain::statline::{
    Celwaarde, Dimensie, Dimensiecode, Dimensierol, Gegevenstype, Keuze, LeegBetekenis, Onderwerp,
    Protocol, Tabel, Tabelversie,
};

use super::{Lezing, lees};
use crate::Error;

/// Address of a page of v4.
pub(super) const V4: &str = "https://localhost/odata/v1/CBS/85001NED/Observations";
/// Address of a page of v3 with text.
pub(super) const UNTYPED: &str = "https://localhost/ODataFeed/odata/85001NED/UntypedDataSet";
/// Address of a page of v3 with numbers.
pub(super) const TYPED: &str = "https://localhost/ODataFeed/odata/85001NED/TypedDataSet";

pub(super) fn dimensie(naam: &str, codes: &[&str]) -> Dimensie {
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

pub(super) fn onderwerp(code: &str, gegevenstype: Gegevenstype, decimalen: u8) -> Onderwerp {
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
    }
}

pub(super) fn tabel(
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
pub(super) fn klein(protocol: Protocol) -> Tabel {
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

pub(super) fn alles(tabel: &Tabel) -> Keuze {
    Keuze::alles(tabel.dimensies.len())
}

/// Reads a page of the small table; the data set follows from the protocol.
pub(super) fn lees_klein(tabel: &Tabel, body: &str) -> Result<Lezing, Error> {
    let adres = if tabel.protocol == Protocol::V4 { V4 } else { UNTYPED };
    lees(body.as_bytes(), tabel, &alles(tabel), adres, None)
}

/// The cells as text: codes, measure, value.
pub(super) fn tekst(tabel: &Tabel, lezing: &Lezing) -> String {
    let mut text = String::new();
    for cel in &lezing.blok.cellen {
        for (dimensie, plek) in tabel.dimensies.iter().zip(lezing.blok.rij(cel.rij)) {
            write!(text, "{} ", dimensie.codes[*plek as usize].code).unwrap();
        }
        let onderwerp = &tabel.onderwerpen[cel.onderwerp as usize].code;
        let waarde = match &cel.waarde {
            Celwaarde::Getal(getal) => getal.to_string(),
            Celwaarde::Tekst(text) => format!("{text:?}"),
            Celwaarde::Leeg(leegte) => leegte.code().to_owned(),
        };
        writeln!(text, "{onderwerp} {waarde}").unwrap();
    }
    text
}

/// A folder or file of the shared folder, when it is there.
pub(super) fn shared(path: &str) -> Option<PathBuf> {
    let found = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("skipped: the shared folder has no {path} here");
    None
}
