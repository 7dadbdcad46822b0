//! Turns the rows of requests (315, 317) and of their answers (319) into records.

use domain::record::{self, Onderdeel};
use domain::{Eurocent, RedenAfwijzingVerzoek, RedenVerzoek, Verwijzer, VerzoekAntwoord};
use transform::{AntwoordRij, VerzoekRij};

use super::decode::{Row, need, parse, parse_optional, right};
use crate::Error;

impl Row<'_> {
    pub(super) fn verzoek(self) -> Result<VerzoekRij, Error> {
        let client = self.client()?;
        let omvang = self.omvang()?;
        let rest = self.rest;
        let volgnummer = need(rest.volgnummer, "volgnummer")?;
        Ok(VerzoekRij {
            herkomst: self.herkomst,
            record: record::Verzoek {
                regel: self.regel,
                volgnummer: right(u32::try_from(volgnummer), "volgnummer")?,
                client,
                onderdeel: parse::<Onderdeel>(rest.status, "onderdeel")?,
                referentie: parse_optional(rest.referentie_aanbieder, "referentie_aanbieder")?,
                aanbieder: None,
                nummer: self.nummer,
                product: self.product,
                beschikking: self.beschikking,
                beschikking_ingangsdatum: rest.declaratieperiode_begin,
                ingangsdatum: rest.ingangsdatum,
                einddatum: rest.einddatum,
                omvang,
                budget: rest.tarief_of_budget.map(Eurocent::new),
                verwijzer: parse_optional::<Verwijzer>(rest.referentienummer, "verwijzer")?,
                raamcontract: rest.is_teruggestuurd,
                reden_verzoek: parse_optional::<RedenVerzoek>(rest.reden, "reden_verzoek")?,
            },
        })
    }

    pub(super) fn antwoord(self) -> Result<AntwoordRij, Error> {
        let rest = self.rest;
        Ok(AntwoordRij {
            herkomst: self.herkomst,
            record: record::Antwoord {
                regel: self.regel,
                referentie: parse(rest.referentie_aanbieder, "referentie_aanbieder")?,
                antwoord: parse::<VerzoekAntwoord>(rest.status, "antwoord")?,
                reden_afwijzing: parse_optional::<RedenAfwijzingVerzoek>(
                    rest.reden,
                    "reden_afwijzing",
                )?,
                woonplaats: parse_optional(rest.referentienummer, "woonplaats_gemeentecode")?,
            },
        })
    }
}
