//! Invented persons. Every name, street and text is odd enough to be searched for in logs and tables.

use crate::bericht::{Adres, Contact, Persoon};
use crate::kalender::plus;
use crate::rng::Rng;
use chrono::NaiveDate;
use domain::Wet;

const ACHTERNAMEN: [&str; 24] = [
    "Zzyxter",
    "Qworbel",
    "Xantrop",
    "Vlemquist",
    "Jorxhout",
    "Bazquin",
    "Kwazzel",
    "Ploxenaar",
    "Fnordsma",
    "Grutzema",
    "Wubbquist",
    "Drixelaar",
    "Yggdrema",
    "Mmorvliet",
    "Ozzfeltra",
    "Squilmans",
    "Tjaxhuizen",
    "Uxbrandt",
    "Nquistra",
    "Hrovlinck",
    "Ixelbroek",
    "Cwmdraad",
    "Azquerade",
    "Lllewzicht",
];

const VOORNAMEN: [&str; 16] = [
    "Xilomena",
    "Qorbertus",
    "Zwinfried",
    "Yvexandra",
    "Jaxobine",
    "Wquintus",
    "Floxandra",
    "Brxavo",
    "Oquirina",
    "Trixobald",
    "Vexilius",
    "Kwendolyn",
    "Uqbertha",
    "Nyxander",
    "Gwaxildis",
    "Pyrxilla",
];

const STRATEN: [&str; 12] = [
    "Quaxelaan",
    "Zzoemweg",
    "Xenonstraatje",
    "Vlorkdreef",
    "Jubbelpadx",
    "Wrixkade",
    "Fnuikgrachtx",
    "Ypsilonplantsn",
    "Kwoxsteeg",
    "Druxelsingel",
    "Oxtraplein",
    "Blaxhofje",
];

const PLAATSEN: [&str; 4] = ["Quaxterdam", "Zzuiderhoven", "Xeldrecht", "Wubbelinge"];

const TEKSTEN: [&str; 6] = [
    "Zzgeheim: belt alleen na de xtheepauze",
    "Zzgeheim: hond heet Blafquax & bijt <soms>",
    "Zzgeheim: sleutel ligt onder de vlorkpot",
    "Zzgeheim: zus Jaxobine regelt de xpost",
    "Zzgeheim: wil geen contact met buurman Drix",
    "Zzgeheim: gesprek van qdinsdag is vertrouwelijk",
];

/// Everything of the vocabulary that must never turn up outside the inbox.
pub(crate) fn woorden() -> impl Iterator<Item = &'static str> {
    ACHTERNAMEN.into_iter().chain(VOORNAMEN).chain(STRATEN).chain(PLAATSEN).chain(TEKSTEN)
}

/// Invents the person with number `index` and this BSN.
pub(crate) fn verzin(rng: &mut Rng, index: u64, bsn: u32, wet: Wet, begin: NaiveDate) -> Persoon {
    let jaren = if wet == Wet::Jw { rng.tussen(2, 16) } else { rng.tussen(19, 95) };
    let geboren = plus(begin, -(jaren * 365 + rng.tussen(0, 364)));
    let (geboortedatum, datum_gebruik) = match rng.onder(100) {
        0 => (first_of_year(geboren), Some("2".into())),
        1 => ("1900-01-01".into(), Some("3".into())),
        _ => (geboren.into(), None),
    };
    let voornamen = rng.kies(VOORNAMEN);
    Persoon {
        bsn: bsn.into(),
        geboortedatum,
        datum_gebruik,
        geslacht: rng.kies(["1", "2", "1", "2", "1", "2", "0"]).into(),
        achternaam: rng.kies(ACHTERNAMEN).into(),
        voorvoegsel: rng.kans(300).then(|| "van der".into()),
        voornamen: voornamen.into(),
        voorletters: voornamen.chars().take(1).collect::<String>().into(),
        commentaar: rng.kans(250).then(|| tekst(rng)),
        adres: Adres {
            huisnummer: rng.tussen(1, 250).into(),
            postcode: format!("{}QX", 1000 + index % 9000).into(),
            straatnaam: rng.kies(STRATEN).into(),
            plaatsnaam: rng.kies(PLAATSEN).into(),
            telefoon: format!("0699{index:07}").into(),
            email: format!("zzyx.{index}@geheim.example").into(),
        },
        contact: Contact::default(),
    }
}

/// A free text.
pub(crate) fn tekst(rng: &mut Rng) -> crate::bericht::Veld {
    rng.kies(TEKSTEN).into()
}

fn first_of_year(datum: NaiveDate) -> crate::bericht::Veld {
    use chrono::Datelike;
    format!("{:04}-01-01", datum.year()).into()
}
