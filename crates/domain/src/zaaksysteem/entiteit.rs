//! The entities, with their fields in the order of a record and of the columns in landing.

use core::fmt;
use core::str::FromStr;

use super::veld::Veldsoort::{
    Agb, Client, Datum, Decimaal, Eenheid, Eurocent, Frequentie, Gebied, Geheel, Gemeente,
    Geslacht, Jaar, Lijst, Periode, Postcode, Productcategorie, Productcode, Pseudoniem, Tekst,
    Toewijzingnummer, Wet,
};
use super::{Veld, Veldsoort};
use crate::WaardeFout;

/// What a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entiteit {
    /// A case: application up to decision.
    Zaak,
    /// A decision.
    Beschikking,
    /// A provision that a decision grants; with the number of its allocation the bridge to the 301.
    Voorziening,
    /// A person.
    Client,
    /// A benefit of the Participatiewet.
    Uitkering,
    /// A figure of an area or a provider over a period.
    Meting,
    /// A tariff that was agreed with a provider.
    Tarief,
    /// A ceiling that was agreed with a provider.
    Budgetplafond,
    /// A provider.
    Aanbieder,
    /// A product, with what took its place.
    Product,
    /// The buurt of a postcode.
    Gebied,
    /// A team.
    Team,
    /// An employee, as a pseudonym: enough to count a caseload against its norm.
    Medewerker,
}

const ZAAK: &[Veld] = &[
    Veld::sleutel("zaaknummer", Tekst),
    Veld::vrij("zaaktype", Tekst),
    Veld::vrij("wet", Wet),
    Veld::vrij("regeling", Tekst),
    Veld::vrij("client", Client),
    Veld::vrij("aanmelddatum", Datum),
    Veld::vrij("aanvraagdatum", Datum),
    Veld::vrij("startdatum", Datum),
    Veld::vrij("besluitdatum", Datum),
    Veld::vrij("einddatum_gepland", Datum),
    Veld::vrij("uiterste_einddatum", Datum),
    Veld::vrij("einddatum", Datum),
    Veld::vrij("status", Tekst),
    Veld::vrij("resultaat", Tekst),
    Veld::vrij("reden_afsluiting", Tekst),
    Veld::vrij("opschorting_van", Datum),
    Veld::vrij("opschorting_tot", Datum),
    Veld::vrij("verlenging_dagen", Geheel),
    Veld::vrij("kanaal", Tekst),
    Veld::vrij("verwijzer", Tekst),
    Veld::vrij("team", Tekst),
    Veld::vrij("medewerker", Pseudoniem),
    Veld::vrij("leefgebieden", Lijst),
    Veld::vrij("gemeentecode", Gemeente),
];

const BESCHIKKING: &[Veld] = &[
    Veld::sleutel("beschikkingnummer", Tekst),
    Veld::sleutel("wet", Wet),
    Veld::vrij("zaaknummer", Tekst),
    Veld::vrij("client", Client),
    Veld::vrij("afgiftedatum", Datum),
    Veld::vrij("ingangsdatum", Datum),
    Veld::vrij("einddatum", Datum),
    Veld::vrij("uitkomst", Tekst),
    Veld::vrij("gemeentecode", Gemeente),
];

const VOORZIENING: &[Veld] = &[
    Veld::sleutel("beschikkingnummer", Tekst),
    Veld::sleutel("volgnummer", Tekst),
    Veld::sleutel("wet", Wet),
    Veld::vrij("client", Client),
    Veld::vrij("productcategorie", Productcategorie),
    Veld::vrij("productcode", Productcode),
    Veld::vrij("volume", Geheel),
    Veld::vrij("eenheid", Eenheid),
    Veld::vrij("frequentie", Frequentie),
    Veld::vrij("budget", Eurocent),
    Veld::vrij("leveringsvorm", Tekst),
    Veld::vrij("aanbieder_agb", Agb),
    Veld::vrij("toewijzingnummer", Toewijzingnummer),
    Veld::vrij("ingangsdatum", Datum),
    Veld::vrij("einddatum", Datum),
    Veld::vrij("reden_einde", Tekst),
    Veld::vrij("status", Tekst),
    Veld::vrij("gemeentecode", Gemeente),
];

const CLIENT: &[Veld] = &[
    Veld::sleutel("client", Client),
    Veld::vrij("persoon", Client),
    Veld::vrij("geboortejaar", Jaar),
    Veld::vrij("geslacht", Geslacht),
    Veld::vrij("postcode", Postcode),
    Veld::vrij("gebiedscode", Gebied),
    Veld::vrij("huishouden", Pseudoniem),
    Veld::vrij("overlijdensdatum", Datum),
    Veld::vrij("gemeentecode", Gemeente),
];

const UITKERING: &[Veld] = &[
    Veld::sleutel("client", Client),
    Veld::sleutel("regeling", Tekst),
    Veld::sleutel("ingangsdatum", Datum),
    Veld::vrij("einddatum", Datum),
    Veld::vrij("reden_einde", Tekst),
    Veld::vrij("bedrag_maand", Eurocent),
    Veld::vrij("huishoudtype", Tekst),
    Veld::vrij("gemeentecode", Gemeente),
];

const METING: &[Veld] = &[
    Veld::vrije_sleutel("gebiedscode", Gebied),
    Veld::vrije_sleutel("aanbieder_agb", Agb),
    Veld::sleutel("periode", Periode),
    Veld::sleutel("indicator", Tekst),
    Veld::vrij("waarde", Decimaal),
    Veld::vrij("n", Geheel),
    Veld::vrij("gemeentecode", Gemeente),
];

const TARIEF: &[Veld] = &[
    Veld::sleutel("wet", Wet),
    Veld::sleutel("aanbieder_agb", Agb),
    Veld::sleutel("productcategorie", Productcategorie),
    Veld::vrije_sleutel("productcode", Productcode),
    Veld::vrije_sleutel("eenheid", Eenheid),
    Veld::sleutel("geldig_van", Datum),
    Veld::vrij("geldig_tot", Datum),
    Veld::verplicht("tarief", Eurocent),
    Veld::vrij("gemeentecode", Gemeente),
];

const BUDGETPLAFOND: &[Veld] = &[
    Veld::sleutel("wet", Wet),
    Veld::sleutel("aanbieder_agb", Agb),
    Veld::vrije_sleutel("productcategorie", Productcategorie),
    Veld::sleutel("geldig_van", Datum),
    Veld::vrij("geldig_tot", Datum),
    Veld::verplicht("bedrag", Eurocent),
    Veld::vrij("gemeentecode", Gemeente),
];

const AANBIEDER: &[Veld] = &[
    Veld::sleutel("aanbieder_agb", Agb),
    Veld::vrij("aanbiedernaam", Tekst),
    Veld::vrij("aanbiedergroep", Tekst),
];

const PRODUCT: &[Veld] = &[
    Veld::sleutel("wet", Wet),
    Veld::sleutel("productcategorie", Productcategorie),
    Veld::vrije_sleutel("productcode", Productcode),
    Veld::vrij("product_omschrijving", Tekst),
    Veld::vrij("segment", Tekst),
    Veld::vrij("opvolger_productcategorie", Productcategorie),
    Veld::vrij("opvolger_productcode", Productcode),
    Veld::vrij("geldig_van", Datum),
    Veld::vrij("geldig_tot", Datum),
    Veld::vrij("gemeentecode", Gemeente),
];

const GEBIED: &[Veld] = &[
    Veld::sleutel("postcode", Postcode),
    Veld::verplicht("gebiedscode", Gebied),
    Veld::vrij("gemeentecode", Gemeente),
];

const TEAM: &[Veld] = &[
    Veld::sleutel("team", Tekst),
    Veld::vrij("afdeling", Tekst),
    Veld::vrij("gemeentecode", Gemeente),
];

const MEDEWERKER: &[Veld] = &[
    Veld::sleutel("medewerker", Pseudoniem),
    Veld::vrij("team", Tekst),
    Veld::vrij("functie", Tekst),
    Veld::vrij("caseload_norm", Geheel),
    Veld::vrij("fte", Decimaal),
    Veld::vrij("begindatum", Datum),
    Veld::vrij("einddatum", Datum),
    Veld::vrij("gemeentecode", Gemeente),
];

impl Entiteit {
    /// All, in the order in which they are loaded.
    pub const ALLE: [Self; 13] = [
        Self::Zaak,
        Self::Beschikking,
        Self::Voorziening,
        Self::Client,
        Self::Uitkering,
        Self::Meting,
        Self::Tarief,
        Self::Budgetplafond,
        Self::Aanbieder,
        Self::Product,
        Self::Gebied,
        Self::Team,
        Self::Medewerker,
    ];

    /// Its name in a mapping; its table is `landing.csv_` and this name.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Zaak => "zaak",
            Self::Beschikking => "beschikking",
            Self::Voorziening => "voorziening",
            Self::Client => "client",
            Self::Uitkering => "uitkering",
            Self::Meting => "meting",
            Self::Tarief => "tarief",
            Self::Budgetplafond => "budgetplafond",
            Self::Aanbieder => "aanbieder",
            Self::Product => "product",
            Self::Gebied => "gebied",
            Self::Team => "team",
            Self::Medewerker => "medewerker",
        }
    }

    /// Its fields, in the order of a record and of the columns in landing.
    pub const fn velden(self) -> &'static [Veld] {
        match self {
            Self::Zaak => ZAAK,
            Self::Beschikking => BESCHIKKING,
            Self::Voorziening => VOORZIENING,
            Self::Client => CLIENT,
            Self::Uitkering => UITKERING,
            Self::Meting => METING,
            Self::Tarief => TARIEF,
            Self::Budgetplafond => BUDGETPLAFOND,
            Self::Aanbieder => AANBIEDER,
            Self::Product => PRODUCT,
            Self::Gebied => GEBIED,
            Self::Team => TEAM,
            Self::Medewerker => MEDEWERKER,
        }
    }

    /// The position and the field with this name.
    pub fn veld(self, naam: &str) -> Option<(usize, &'static Veld)> {
        self.velden().iter().enumerate().find(|(_, veld)| veld.naam == naam)
    }

    /// The position of the first field of this kind.
    pub fn plek_van(self, soort: Veldsoort) -> Option<usize> {
        self.velden().iter().position(|veld| veld.soort == soort)
    }
}

impl FromStr for Entiteit {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        Self::ALLE.into_iter().find(|entiteit| entiteit.naam() == text).ok_or(WaardeFout::Code)
    }
}

impl fmt::Display for Entiteit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.naam())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entity_has_a_key_and_fields_with_names_of_their_own() {
        for entiteit in Entiteit::ALLE {
            assert_eq!(entiteit.naam().parse(), Ok(entiteit));
            let namen: BTreeSet<&str> = entiteit.velden().iter().map(|veld| veld.naam).collect();
            assert_eq!(namen.len(), entiteit.velden().len(), "{entiteit}");
            assert!(entiteit.velden().iter().any(|veld| veld.is_sleutel), "{entiteit}");
        }
        assert_eq!("zaken".parse::<Entiteit>(), Err(WaardeFout::Code));
        assert_eq!(Entiteit::Zaak.veld("wet").map(|(plek, _)| plek), Some(2));
    }
}
