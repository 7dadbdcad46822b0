//! Small tables for the tests of this module.

use domain::statline::{
    Dimensie, Dimensiecode, Dimensierol, Gegevenstype, LeegBetekenis, Onderwerp, Protocol, Tabel,
    Tabelversie,
};

use super::Plaatsing;

/// A dimension with these codes.
pub(super) fn dimensie(naam: &str, codes: &[&str]) -> Dimensie {
    let codes = codes.iter().map(|code| Dimensiecode {
        code: (*code).to_owned(),
        sleutel: (*code).to_owned(),
        titel: format!("titel van {code}"),
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
    });
    Dimensie {
        naam: naam.to_owned(),
        titel: naam.to_owned(),
        soort: "Dimension".to_owned(),
        rol: Dimensierol::Categorie,
        kaartjaar: None,
        codes: codes.collect(),
    }
}

/// A measure: code, path with `/`, title, unit.
pub(super) fn onderwerp(code: &str, pad: &str, titel: &str, eenheid: &str) -> Onderwerp {
    Onderwerp {
        code: code.to_owned(),
        pad: pad.split('/').filter(|groep| !groep.is_empty()).map(str::to_owned).collect(),
        titel: titel.to_owned(),
        omschrijving: String::new(),
        eenheid: eenheid.to_owned(),
        vermenigvuldiger: 1,
        decimalen: 1,
        gegevenstype: Gegevenstype::Decimaal,
        leeg: LeegBetekenis::Onbekend,
        is_relatief: false,
    }
}

/// A table of protocol v4 with these dimensions and measures.
pub(super) fn tabel(dimensies: &[(&str, &[&str])], onderwerpen: &[[&str; 4]]) -> Tabel {
    let dimensies = dimensies.iter().map(|(naam, codes)| dimensie(naam, codes));
    let onderwerpen =
        onderwerpen.iter().map(|[code, pad, titel, eenheid]| onderwerp(code, pad, titel, eenheid));
    Tabel {
        tabel_id: "84703NED".parse().unwrap(),
        protocol: Protocol::V4,
        titel: "Arbeidsdeelname".to_owned(),
        samenvatting: String::new(),
        toelichting: String::new(),
        versie: Tabelversie {
            versie: "202601010000".to_owned(),
            waarnemingen_op: "2026-01-01T00:00:00+01:00".to_owned(),
            metadata_op: "2026-01-01T00:00:00+01:00".to_owned(),
            aantal: Some(1),
        },
        reden: "Nieuw".to_owned(),
        status: "Regulier".to_owned(),
        frequentie: "Per jaar".to_owned(),
        licentie: String::new(),
        bron: String::new(),
        dimensies: dimensies.collect(),
        onderwerpen: onderwerpen.collect(),
        herindelingen: Vec::new(),
    }
}

/// A placement with the areas and periods in these dimensions.
pub(super) fn plaatsing(gebied: Option<usize>, periode: Option<usize>) -> Plaatsing {
    Plaatsing {
        bron: "arbeid".to_owned(),
        base_url: "https://example.test/CBS".to_owned(),
        wet: None,
        gebied,
        vast_gebied: None,
        kaartjaar: None,
        periode,
        vaste_periode: None,
        selectie: String::new(),
    }
}
