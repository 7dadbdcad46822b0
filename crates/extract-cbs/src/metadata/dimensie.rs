//! Dimensions of either protocol to those of the model.

use std::collections::BTreeMap;

use domain::statline::{Dimensie, Dimensiecode, Dimensierol, Gebiedscode, Herindeling};

use super::groep::Groepen;
use super::herindeling::lees_levensloop;
use super::rol::{
    is_marge, is_totaal, ouder_van_groep, plek_van_kop, rol_van_codes, rol_van_soort,
};

/// A dimension as either protocol tells it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dimensieveld {
    /// v4 `Identifier`, v3 `Key`.
    pub(crate) naam: String,
    pub(crate) titel: String,
    /// `Kind` or `Type`.
    pub(crate) soort: String,
    /// `MapYear`, as written.
    pub(crate) kaartjaar: String,
    pub(crate) codes: Vec<Codeveld>,
    pub(crate) groepen: Groepen,
}

/// A member of a dimension as either protocol tells it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Codeveld {
    /// With its padding.
    pub(crate) sleutel: String,
    pub(crate) titel: String,
    pub(crate) omschrijving: String,
    pub(crate) groep: String,
    pub(crate) status: String,
}

/// Years that a map can be of; anything else in `MapYear` is no year.
const KAARTJAREN: core::ops::RangeInclusive<i16> = 1990..=2100;

/// Gives every dimension its role and every member its flags; also the events that the explanations of areas tell.
pub(crate) fn maak_dimensies(velden: Vec<Dimensieveld>) -> (Vec<Dimensie>, Vec<Herindeling>) {
    let heeft_tijd =
        velden.iter().any(|veld| rol_van_soort(&veld.soort) == Some(Dimensierol::Periode));
    let mut herindelingen = Vec::new();
    let dimensies =
        velden.into_iter().map(|veld| maak(veld, heeft_tijd, &mut herindelingen)).collect();
    (dimensies, herindelingen)
}

fn maak(veld: Dimensieveld, heeft_tijd: bool, herindelingen: &mut Vec<Herindeling>) -> Dimensie {
    let codes = veld.codes.iter().map(|code| &*code.sleutel);
    let rol = rol_van_soort(&veld.soort)
        .unwrap_or_else(|| rol_van_codes(&veld.naam, codes.map(str::trim), heeft_tijd));
    let mut codes: Vec<Dimensiecode> =
        veld.codes.into_iter().map(|code| maak_code(&veld.naam, code, &veld.groepen)).collect();
    if let Some(kop) = plek_van_kop(&veld.naam, &codes).and_then(|plek| codes.get_mut(plek)) {
        kop.is_kop = true;
    }
    if rol == Dimensierol::Gebied {
        plaats_gebieden(&mut codes, herindelingen);
    }
    Dimensie {
        kaartjaar: veld.kaartjaar.trim().parse().ok().filter(|year| KAARTJAREN.contains(year)),
        naam: veld.naam,
        titel: veld.titel,
        soort: veld.soort,
        rol,
        codes,
    }
}

fn maak_code(dimensie: &str, veld: Codeveld, groepen: &Groepen) -> Dimensiecode {
    let code = veld.sleutel.trim().to_owned();
    Dimensiecode {
        is_totaal: is_totaal(dimensie, &code, &veld.titel),
        is_kop: false,
        is_marge: is_marge(dimensie, &code),
        pad: groepen.pad(&veld.groep),
        code,
        sleutel: veld.sleutel,
        titel: veld.titel,
        omschrijving: veld.omschrijving,
        groep: veld.groep,
        status: veld.status,
        ouder: None,
        geldig_van: None,
        geldig_tot: None,
    }
}

/// Adds to areas what their groups and explanations tell.
fn plaats_gebieden(codes: &mut [Dimensiecode], herindelingen: &mut Vec<Herindeling>) {
    let mut titels: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for code in &*codes {
        titels.entry(&code.titel).or_default().push(&code.code);
    }
    let ouders: Vec<Option<String>> = codes
        .iter()
        .map(|code| ouder_van_groep(&code.code, &code.groep, &code.pad, &titels))
        .collect();
    for (code, ouder) in codes.iter_mut().zip(ouders) {
        code.ouder = ouder;
        let Ok(gebied) = code.code.parse::<Gebiedscode>() else {
            continue;
        };
        let leven = lees_levensloop(&gebied, &code.omschrijving);
        code.geldig_van = leven.van;
        code.geldig_tot = leven.tot;
        herindelingen.extend(leven.gebeurtenissen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(sleutel: &str, titel: &str, omschrijving: &str, groep: &str) -> Codeveld {
        Codeveld {
            sleutel: sleutel.to_owned(),
            titel: titel.to_owned(),
            omschrijving: omschrijving.to_owned(),
            groep: groep.to_owned(),
            status: String::new(),
        }
    }

    #[test]
    fn areas_get_their_place_in_space_and_time() {
        let mut groepen = Groepen::default();
        groepen.voeg_toe("7", "Utrecht (PV)", "");
        let einde = "Opgeheven per 01-01-2019, overgegaan naar:\r\n- Nieuw (GM9102),\r\n\
                     ... 4 hectare met 2 woningen en 3 inwoners\r\nBegindatum 01-01-1973";
        let (dimensies, herindelingen) = maak_dimensies(vec![Dimensieveld {
            naam: "RegioS".to_owned(),
            titel: "Regio's".to_owned(),
            soort: "Dimension".to_owned(),
            kaartjaar: "2020".to_owned(),
            codes: vec![
                code("PV26  ", "Utrecht (PV)", "", ""),
                code("GM9101", "Oud", einde, "7"),
                code("GM9102", "Nieuw", "", "GMPV26"),
            ],
            groepen,
        }]);
        let [dimensie] = &dimensies[..] else { panic!("one dimension") };
        assert_eq!((dimensie.rol, dimensie.kaartjaar), (Dimensierol::Gebied, Some(2020)));
        let [provincie, oud, nieuw] = &dimensie.codes[..] else { panic!("three codes") };
        assert_eq!((&*provincie.code, &*provincie.sleutel), ("PV26", "PV26  "));
        assert_eq!((oud.ouder.as_deref(), nieuw.ouder.as_deref()), (Some("PV26"), Some("PV26")));
        assert_eq!(oud.pad, ["Utrecht (PV)"]);
        assert_eq!(oud.geldig_van.unwrap().to_string(), "1973-01-01");
        assert_eq!(oud.geldig_tot.unwrap().to_string(), "2019-01-01");
        assert_eq!(herindelingen.len(), 1);
        assert_eq!(herindelingen[0].inwoners, Some(3));
    }

    #[test]
    fn a_map_year_must_be_a_year() {
        for (text, year) in
            [("", None), ("2013", Some(2013)), ("1989", None), ("20130", None), ("x", None)]
        {
            let veld = Dimensieveld { kaartjaar: text.to_owned(), ..Dimensieveld::default() };
            assert_eq!(maak_dimensies(vec![veld]).0[0].kaartjaar, year, "{text}");
        }
    }
}
