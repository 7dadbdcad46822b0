//! The description of a table: `Properties`, `Dimensions`, code lists, groups, `MeasureCodes`.

use domain::statline::{LeegBetekenis, Onderwerp, Protocol, Tabel, TabelId, Tabelversie};
use serde::Deserialize;

use crate::Error;
use crate::metadata::{
    Codeveld, Dimensieveld, Groepen, Veld, gegevenstype, is_relatief, keur, keur_eenheden, keur_id,
    maak_dimensies,
};

/// The singleton `Properties`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Eigenschappen {
    identifier: Veld,
    title: Veld,
    description: Veld,
    summary: Veld,
    long_description: Veld,
    modified: Veld,
    version: Veld,
    version_reason: Veld,
    status: Veld,
    frequency: Veld,
    observation_count: Veld,
    observations_modified: Veld,
    license: Veld,
    source: Veld,
}

impl Eigenschappen {
    /// What decides whether the table changed.
    pub(crate) fn versie(&self) -> Tabelversie {
        Tabelversie {
            versie: self.version.tekst(),
            waarnemingen_op: self.observations_modified.tekst(),
            metadata_op: self.modified.tekst(),
            aantal: self.observation_count.aantal(),
        }
    }

    /// The table that these are of; empty when they do not say so.
    pub(crate) fn identifier(&self) -> &str {
        self.identifier.kort()
    }
}

/// A row of the service document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Dienst {
    name: Veld,
}

/// A row of `Dimensions`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Dimensierij {
    identifier: Veld,
    title: Veld,
    map_year: Veld,
    kind: Veld,
    contains_groups: Veld,
}

/// A row of a code list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Coderij {
    identifier: Veld,
    index: Veld,
    title: Veld,
    description: Veld,
    dimension_group_id: Veld,
    status: Veld,
}

/// A row of a list of groups.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Groeprij {
    id: Veld,
    title: Veld,
    parent_id: Veld,
}

/// A row of `MeasureCodes`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Onderwerprij {
    identifier: Veld,
    index: Veld,
    title: Veld,
    description: Veld,
    measure_group_id: Veld,
    data_type: Veld,
    unit: Veld,
    decimals: Veld,
    presentation_type: Veld,
}

/// Everything that was read of one dimension.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dimensiestuk {
    pub(crate) rij: Dimensierij,
    pub(crate) codes: Vec<Coderij>,
    pub(crate) groepen: Vec<Groeprij>,
}

/// Everything that was read of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stukken {
    pub(crate) eigenschappen: Eigenschappen,
    pub(crate) dimensies: Vec<Dimensiestuk>,
    pub(crate) onderwerpen: Vec<Onderwerprij>,
    pub(crate) groepen: Vec<Groeprij>,
}

impl Dimensierij {
    /// Its identifier, as it stands in the address of its code list.
    pub(crate) fn naam(&self) -> &str {
        self.identifier.kort()
    }

    /// Whether its groups must be read: the service document lists them, and the dimension does not deny them.
    ///
    /// The shape of 2020 has no `ContainsGroups`; the service document is right in both.
    pub(crate) fn heeft_groepen(&self, diensten: &[Dienst]) -> bool {
        let name = format!("{}Groups", self.naam());
        self.contains_groups.kort() != "false" && heeft_dienst(diensten, &name)
    }
}

/// Whether the service document lists a collection.
pub(crate) fn heeft_dienst(diensten: &[Dienst], naam: &str) -> bool {
    diensten.iter().any(|dienst| dienst.name.kort() == naam)
}

/// Makes the description of `tabel_id`, and checks it.
///
/// # Errors
/// As [`keur`], [`keur_eenheden`] and [`gegevenstype`].
pub(crate) fn bouw(stukken: Stukken, tabel_id: &TabelId, adres: &str) -> Result<Tabel, Error> {
    let Stukken { eigenschappen, dimensies, onderwerpen, groepen } = stukken;
    keur_id(tabel_id, eigenschappen.identifier(), adres)?;
    let (dimensies, herindelingen) =
        maak_dimensies(dimensies.into_iter().map(maak_dimensieveld).collect());
    let mut onderwerpen = maak_onderwerpen(onderwerpen, &maak_groepen(&groepen), adres)?;
    keur_eenheden(&mut onderwerpen, adres)?;
    let tabel = Tabel {
        tabel_id: tabel_id.clone(),
        protocol: Protocol::V4,
        titel: eigenschappen.title.tekst(),
        samenvatting: eigenschappen.summary.of(&eigenschappen.description).tekst(),
        toelichting: eigenschappen.long_description.of(&eigenschappen.description).tekst(),
        versie: eigenschappen.versie(),
        reden: eigenschappen.version_reason.tekst(),
        status: eigenschappen.status.tekst(),
        frequentie: eigenschappen.frequency.tekst(),
        licentie: eigenschappen.license.tekst(),
        bron: eigenschappen.source.tekst(),
        dimensies,
        onderwerpen,
        herindelingen,
    };
    keur(&tabel, adres)?;
    Ok(tabel)
}

fn maak_dimensieveld(stuk: Dimensiestuk) -> Dimensieveld {
    let mut codes = stuk.codes;
    // Pages of a list may come in any order; `Index` is the order of the list. Without it, the order stays.
    codes.sort_by_key(|code| code.index.aantal());
    Dimensieveld {
        naam: stuk.rij.identifier.tekst(),
        titel: stuk.rij.title.tekst(),
        soort: stuk.rij.kind.tekst(),
        kaartjaar: stuk.rij.map_year.tekst(),
        codes: codes.iter().map(maak_codeveld).collect(),
        groepen: maak_groepen(&stuk.groepen),
    }
}

fn maak_codeveld(rij: &Coderij) -> Codeveld {
    Codeveld {
        sleutel: rij.identifier.ruw().to_owned(),
        titel: rij.title.tekst(),
        omschrijving: rij.description.tekst(),
        groep: rij.dimension_group_id.tekst(),
        status: rij.status.tekst(),
    }
}

fn maak_groepen(rijen: &[Groeprij]) -> Groepen {
    let mut groepen = Groepen::default();
    for rij in rijen {
        groepen.voeg_toe(rij.id.kort(), rij.title.kort(), rij.parent_id.kort());
    }
    groepen
}

fn maak_onderwerpen(
    mut rijen: Vec<Onderwerprij>,
    groepen: &Groepen,
    adres: &str,
) -> Result<Vec<Onderwerp>, Error> {
    rijen.sort_by_key(|rij| rij.index.aantal());
    let onderwerpen = rijen.iter().map(|rij| {
        let code = rij.identifier.tekst();
        Ok(Onderwerp {
            pad: groepen.pad(rij.measure_group_id.kort()),
            titel: rij.title.tekst(),
            omschrijving: rij.description.tekst(),
            eenheid: rij.unit.tekst(),
            vermenigvuldiger: 1,
            decimalen: rij.decimals.kort().parse().unwrap_or(0),
            gegevenstype: gegevenstype(&code, rij.data_type.kort(), adres)?,
            leeg: LeegBetekenis::Onbekend,
            is_relatief: is_relatief(rij.presentation_type.kort()),
            code,
        })
    });
    onderwerpen.collect()
}
