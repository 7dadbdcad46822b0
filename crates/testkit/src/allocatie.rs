//! The plan of one allocation: what is allocated to whom, from when, and at which price it is declared.

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use domain::{Beschikkingnummer, Gemeentecode, KetenSleutel, Toewijzingnummer, Wet};

use crate::bericht::{Prestatie, Product, Start, Stop, Toewijzing, Veld};
use crate::kalender::dagen;
use crate::rng::Rng;
use crate::wereld::Aanbieder;

/// What an allocation leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vorm {
    /// Category, code and size, in units of effort.
    Inspanning,
    /// Category, code and size, in pieces or euros of output.
    Output,
    /// Category only, without size.
    Aspecifiek,
    /// A budget only.
    Generiek,
}

impl Vorm {
    /// Name in the counts of stories.
    pub(crate) const fn naam(self) -> &'static str {
        match self {
            Self::Inspanning => "vorm_inspanning",
            Self::Output => "vorm_output",
            Self::Aspecifiek => "vorm_aspecifiek",
            Self::Generiek => "vorm_generiek",
        }
    }
}

/// `Omvang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Omvang {
    /// `Volume`.
    pub(crate) volume: i64,
    /// `Eenheid`.
    pub(crate) eenheid: &'static str,
    /// `Frequentie`.
    pub(crate) frequentie: &'static str,
}

/// How one product of an allocation is declared.
#[derive(Debug, Clone)]
pub(crate) struct Declaratieproduct {
    /// `ProductCategorie`.
    pub(crate) categorie: &'static str,
    /// `ProductCode`.
    pub(crate) code: String,
    /// Size that the monthly volume stays under.
    pub(crate) omvang: Omvang,
    /// Tariff in eurocents.
    pub(crate) tarief: i64,
    /// Declares hours as minutes, which is allowed (TR341).
    pub(crate) in_minuten: bool,
    /// Share of one month in a size for the whole period (frequency 6).
    pub(crate) per_maand: i64,
}

/// One allocation as its newest version says.
#[derive(Debug, Clone)]
pub(crate) struct Allocatie {
    /// Law.
    pub(crate) wet: Wet,
    /// Municipality.
    pub(crate) gemeente: Gemeentecode,
    /// Provider.
    pub(crate) aanbieder: Aanbieder,
    /// BSN of the client.
    pub(crate) bsn: Veld,
    /// `ToewijzingNummer`.
    pub(crate) nummer: u32,
    /// `Product`.
    pub(crate) product: Option<Product>,
    /// `Omvang`.
    pub(crate) omvang: Option<Omvang>,
    /// `Budget` in eurocents.
    pub(crate) budget: Option<i64>,
    /// `ReferentieAanbieder`, only in the first message.
    pub(crate) referentie: Option<Veld>,
    /// `Toewijzingsdatum`.
    pub(crate) datum: NaiveDate,
    /// `Toewijzingstijd`.
    pub(crate) tijd: NaiveTime,
    /// `Ingangsdatum`.
    pub(crate) ingang: NaiveDate,
    /// `Einddatum`.
    pub(crate) eind: Option<NaiveDate>,
    /// `RedenWijziging`.
    pub(crate) reden: Option<&'static str>,
    /// What is declared, one line a month each.
    pub(crate) declaratie: Vec<Declaratieproduct>,
    /// `BeschikkingNummer` that it belongs to.
    pub(crate) beschikking: Option<u32>,
    /// Set when it has no number (release 2).
    pub(crate) los: Option<Los>,
}

/// An allocation without a number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Los {
    /// `toewijzing_sk`; unknown in a truth without pseudonyms.
    pub(crate) sk: Option<i64>,
}

/// The chain of an allocation, which is also `toewijzing_sk`.
pub(crate) fn keten(wet: Wet, gemeente: Gemeentecode, nummer: u32) -> Option<i64> {
    let nummer = Toewijzingnummer::try_from(i64::from(nummer)).ok()?;
    Some(KetenSleutel::van_toewijzing(wet, gemeente, nummer).waarde())
}

impl Allocatie {
    /// Key of the allocation.
    pub(crate) fn toewijzing_sk(&self) -> Option<i64> {
        match self.los {
            Some(los) => los.sk,
            None => keten(self.wet, self.gemeente, self.nummer),
        }
    }

    /// `ToewijzingNummer`, when it has one.
    pub(crate) fn nummer(&self) -> Option<u32> {
        self.los.is_none().then_some(self.nummer)
    }

    /// `beschikking_sk`; 0 is unknown.
    pub(crate) fn beschikking_sk(&self) -> i64 {
        let nummer = self.beschikking.and_then(|nummer| i64::from(nummer).try_into().ok());
        nummer.map_or(0, |nummer: Beschikkingnummer| nummer.surrogaat(self.wet, self.gemeente))
    }

    /// Categories of the law: for specific, for aspecific, and for `taakgericht` allocations.
    pub(crate) const fn categorieen(wet: Wet) -> [&'static str; 3] {
        if matches!(wet, Wet::Jw) { ["45", "54", "44"] } else { ["02", "07", "10"] }
    }

    /// A category that no allocation uses.
    pub(crate) const fn andere_categorie(&self) -> &'static str {
        if matches!(self.wet, Wet::Jw) { "49" } else { "09" }
    }

    /// The record of a 301.
    pub(crate) fn toewijzing(&self) -> Toewijzing {
        let veld = |value: Option<&'static str>| value.map(Veld::from);
        Toewijzing {
            nummer: self.nummer.into(),
            referentie_aanbieder: self.referentie.clone(),
            product: self.product.clone(),
            toewijzingsdatum: self.datum.into(),
            toewijzingstijd: self.tijd.into(),
            ingangsdatum: self.ingang.into(),
            einddatum: self.eind.map(Veld::from),
            reden_wijziging: veld(self.reden),
            omvang: self.omvang.map(|omvang| {
                [omvang.volume.into(), omvang.eenheid.into(), omvang.frequentie.into()]
            }),
            budget: self.budget.map(Veld::from),
            commentaar: None,
        }
    }

    /// The record of a 305 on it.
    pub(crate) fn start(&self, begin: NaiveDate) -> Start {
        Start::new(self.nummer, self.product.clone(), begin).toewijzing_ingangsdatum(self.ingang)
    }

    /// The record of a 307 on it.
    pub(crate) fn stop(&self, begin: NaiveDate, eind: NaiveDate, reden: &'static str) -> Stop {
        Stop::new(self.nummer, self.product.clone(), begin, eind)
            .reden(reden)
            .toewijzing_ingangsdatum(self.ingang)
    }

    /// The most that fits `van` to `tot`, never below 1 (TR321); a day has no more than its hours (DQ39).
    pub(crate) fn plafond(product: &Declaratieproduct, van: NaiveDate, tot: NaiveDate) -> i64 {
        let dagen = dagen(van, tot) + 1;
        let Omvang { volume, eenheid, frequentie } = product.omvang;
        let plafond = match frequentie {
            "1" => volume * dagen,
            "2" => volume * (dagen / 7),
            "4" => volume,
            _ => product.per_maand,
        };
        let dag = match eenheid {
            "01" => 1440,
            "04" => 24,
            "14" => 1,
            "16" => 6,
            _ => i64::MAX / 4000,
        };
        plafond.min(dag * dagen).max(1)
    }

    /// Whether anything fits `van` to `tot`: output per week is counted by its Sundays (IV077).
    pub(crate) fn is_declarabel(
        product: &Declaratieproduct,
        van: NaiveDate,
        tot: NaiveDate,
    ) -> bool {
        let Omvang { eenheid, frequentie, .. } = product.omvang;
        let is_output = matches!(eenheid, "82" | "83");
        let tot_zondag = 6 - i64::from(van.weekday().num_days_from_monday());
        !(is_output && frequentie == "2") || dagen(van, tot) >= tot_zondag
    }

    /// A line over `van` to `tot`, with at most half of what fits: a second one fits beside it (TR322).
    pub(crate) fn prestatie(
        &self,
        rng: &mut Rng,
        product: &Declaratieproduct,
        van: NaiveDate,
        tot: NaiveDate,
    ) -> Prestatie {
        let hoogst = (Self::plafond(product, van, tot) / 2).max(1);
        let geleverd = rng.tussen((hoogst / 2).max(1), hoogst);
        self.regel(product, geleverd, (van, tot))
    }

    /// A line of this volume, in the unit of the allocation.
    pub(crate) fn regel(
        &self,
        product: &Declaratieproduct,
        geleverd: i64,
        (van, tot): (NaiveDate, NaiveDate),
    ) -> Prestatie {
        let regel = Prestatie::new(self.nummer, (product.categorie, &product.code), van, tot);
        match product.omvang.eenheid {
            "83" => regel.euro(geleverd),
            "04" if product.in_minuten => regel.geleverd(geleverd * 60, "01", product.tarief / 60),
            eenheid => regel.geleverd(geleverd, eenheid, product.tarief),
        }
    }
}

/// Unit, frequency, volume per frequency (6: per month), lowest tariff; the dearest is half as much again.
type Soort = (&'static str, &'static str, i64, i64);

const INSPANNING: [Soort; 16] = [
    ("01", "1", 60, 95),
    ("01", "2", 120, 95),
    ("01", "4", 480, 95),
    ("01", "6", 600, 95),
    ("04", "1", 1, 5400),
    ("04", "2", 3, 5400),
    ("04", "4", 12, 5400),
    ("04", "6", 12, 5400),
    ("14", "2", 2, 16000),
    ("14", "4", 9, 16000),
    ("14", "6", 8, 16000),
    ("16", "2", 2, 5200),
    ("16", "4", 10, 5200),
    ("16", "6", 9, 5200),
    ("84", "4", 3, 9000),
    ("84", "6", 2, 9000),
];

const OUTPUT: [Soort; 6] = [
    ("82", "1", 1, 1200),
    ("82", "2", 1, 11000),
    ("82", "4", 2, 21000),
    ("82", "6", 2, 21000),
    ("83", "4", 62_500, 0),
    ("83", "6", 100_000, 0),
];

/// What is allocated: the part of an [`Allocatie`] that follows from its form.
#[derive(Debug, Clone)]
pub(crate) struct Inhoud {
    /// What it leaves open.
    pub(crate) vorm: Vorm,
    /// `Product`.
    pub(crate) product: Option<Product>,
    /// `Omvang`.
    pub(crate) omvang: Option<Omvang>,
    /// `Budget`.
    pub(crate) budget: Option<i64>,
    /// What is declared.
    pub(crate) declaratie: Vec<Declaratieproduct>,
}

impl Inhoud {
    /// Draws the content of the `volg`-th allocation of a client; no two of a client have the same code.
    pub(crate) fn kies(rng: &mut Rng, wet: Wet, vorm: Vorm, volg: u32, maanden: u32) -> Self {
        let [specifiek, aspecifiek, _] = Allocatie::categorieen(wet);
        let soort = match vorm {
            Vorm::Output => rng.kies(OUTPUT),
            _ => rng.kies(INSPANNING),
        };
        let (eenheid, frequentie, per_maand, laagste) = soort;
        let maanden = i64::from(maanden);
        let volume = if frequentie == "6" { per_maand * (maanden + 2) } else { per_maand };
        let omvang = Omvang { volume, eenheid, frequentie };
        let declareert = |rng: &mut Rng, categorie: &'static str, letter: char| Declaratieproduct {
            categorie,
            code: format!("{categorie}{letter}{volg:02}"),
            omvang,
            tarief: laagste + rng.tussen(0, laagste / 2),
            in_minuten: eenheid == "04" && rng.kans(150),
            per_maand,
        };
        let jaren = (maanden + 11) / 12;
        let (product, omvang_in_301, budget, declaratie) = match vorm {
            Vorm::Inspanning | Vorm::Output => {
                let product = declareert(rng, specifiek, 'A');
                let code = Product::new(specifiek, &product.code);
                (Some(code), Some(omvang), None, vec![product])
            }
            Vorm::Aspecifiek => {
                let budget = rng.kans(400).then(|| rng.tussen(500, 900) * jaren * 10_000);
                let product = Product::aspecifiek(aspecifiek);
                (Some(product), None, budget, vec![declareert(rng, aspecifiek, 'B')])
            }
            Vorm::Generiek => {
                let budget = rng.tussen(1500, 3000) * jaren * 10_000;
                let first = declareert(rng, specifiek, 'C');
                let second = declareert(rng, aspecifiek, 'D');
                (None, None, Some(budget), vec![first, second])
            }
        };
        Self { vorm, product, omvang: omvang_in_301, budget, declaratie }
    }

    /// Whether `Einddatum` is mandatory: CD075 (budget), CD076 (per week); a traject has one too.
    pub(crate) fn eist_einddatum(&self) -> bool {
        let per_week = self.omvang.is_some_and(|omvang| {
            omvang.frequentie == "2" || (omvang.eenheid == "83" && omvang.frequentie == "6")
        });
        self.budget.is_some() || per_week
    }
}
