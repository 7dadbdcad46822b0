//! The description of a table: `TableInfos`, `DataProperties`, the lists, `CategoryGroups`.

use domain::statline::{LeegBetekenis, Onderwerp, Protocol, Tabel, TabelId, Tabelversie};
use serde::Deserialize;

use super::catalogus::maak_versie;
use crate::Error;
use crate::metadata::{
    Codeveld, Dimensieveld, Groepen, Veld, gegevenstype, is_relatief, keur, keur_eenheden, keur_id,
    maak_dimensies,
};

/// The row of `TableInfos`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Tabelinfo {
    identifier: Veld,
    title: Veld,
    short_description: Veld,
    summary: Veld,
    description: Veld,
    modified: Veld,
    meta_data_modified: Veld,
    reason_delivery: Veld,
    output_status: Veld,
    frequency: Veld,
    source: Veld,
}

impl Tabelinfo {
    /// What decides whether the table changed. The table does not know its number of rows.
    pub(crate) fn versie(&self) -> Tabelversie {
        maak_versie(&self.modified, &self.meta_data_modified, None)
    }

    /// The table that this is of; empty when it does not say.
    pub(crate) fn identifier(&self) -> &str {
        self.identifier.kort()
    }
}

/// A row of `DataProperties`: a dimension, a measure or a group of measures.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Eigenschap {
    #[serde(rename = "ID")]
    id: Veld,
    position: Veld,
    #[serde(rename = "ParentID")]
    parent_id: Veld,
    #[serde(rename = "Type")]
    soort: Veld,
    key: Veld,
    title: Veld,
    description: Veld,
    map_year: Veld,
    datatype: Veld,
    unit: Veld,
    decimals: Veld,
    presentation_type: Veld,
    #[serde(rename = "Default")]
    leeg: Veld,
}

/// A row of the list of a dimension.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Coderij {
    key: Veld,
    title: Veld,
    description: Veld,
    #[serde(rename = "CategoryGroupID")]
    category_group_id: Veld,
    status: Veld,
}

/// A row of `CategoryGroups`, which holds the groups of all dimensions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Groeprij {
    #[serde(rename = "ID")]
    id: Veld,
    dimension_key: Veld,
    title: Veld,
    #[serde(rename = "ParentID")]
    parent_id: Veld,
}

/// Everything that was read of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stukken {
    pub(crate) info: Tabelinfo,
    pub(crate) eigenschappen: Vec<Eigenschap>,
    /// The lists, in the order of [`dimensies`].
    pub(crate) lijsten: Vec<Vec<Coderij>>,
    pub(crate) groepen: Vec<Groeprij>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rijsoort {
    Dimensie,
    Onderwerp,
    Groep,
}

impl Eigenschap {
    /// Name of the column, for a dimension also of its list.
    pub(crate) fn naam(&self) -> &str {
        self.key.kort()
    }

    /// What the row is. The kinds of dimensions are not a closed list, so they are what is neither of the others.
    fn rijsoort(&self) -> Rijsoort {
        match self.soort.kort() {
            "Topic" => Rijsoort::Onderwerp,
            "TopicGroup" => Rijsoort::Groep,
            _ if !self.datatype.kort().is_empty() => Rijsoort::Onderwerp,
            _ if self.naam().is_empty() => Rijsoort::Groep,
            _ => Rijsoort::Dimensie,
        }
    }
}

impl Coderij {
    /// Whether the member is in a group, so that the groups must be read.
    pub(crate) fn heeft_groep(&self) -> bool {
        !self.category_group_id.kort().is_empty()
    }
}

/// The dimensions of a table, in the order of the ID law.
pub(crate) fn dimensies(eigenschappen: &[Eigenschap]) -> Vec<&Eigenschap> {
    van_soort(eigenschappen, Rijsoort::Dimensie)
}

/// Rows of one kind by `Position`; the wire order decides where it is absent.
fn van_soort(eigenschappen: &[Eigenschap], soort: Rijsoort) -> Vec<&Eigenschap> {
    let mut rijen: Vec<&Eigenschap> =
        eigenschappen.iter().filter(|rij| rij.rijsoort() == soort).collect();
    rijen.sort_by_key(|rij| rij.position.aantal());
    rijen
}

/// Makes the description of `tabel_id`, and checks it.
///
/// # Errors
/// As [`keur`], [`keur_eenheden`] and [`gegevenstype`].
pub(crate) fn bouw(stukken: Stukken, tabel_id: &TabelId, adres: &str) -> Result<Tabel, Error> {
    let Stukken { info, eigenschappen, lijsten, groepen } = stukken;
    keur_id(tabel_id, info.identifier(), adres)?;
    let velden = dimensies(&eigenschappen).into_iter().zip(lijsten);
    let velden = velden.map(|(rij, lijst)| maak_dimensieveld(rij, &lijst, &groepen));
    let (dimensies, herindelingen) = maak_dimensies(velden.collect());
    let mut onderwerpen = maak_onderwerpen(&eigenschappen, adres)?;
    keur_eenheden(&mut onderwerpen, adres)?;
    let tabel = Tabel {
        tabel_id: tabel_id.clone(),
        protocol: Protocol::V3,
        titel: info.title.tekst(),
        samenvatting: info.summary.of(&info.short_description).tekst(),
        toelichting: info.description.of(&info.short_description).tekst(),
        versie: info.versie(),
        reden: info.reason_delivery.tekst(),
        status: info.output_status.tekst(),
        frequentie: info.frequency.tekst(),
        licentie: String::new(),
        bron: info.source.tekst(),
        dimensies,
        onderwerpen,
        herindelingen,
    };
    keur(&tabel, adres)?;
    Ok(tabel)
}

fn maak_dimensieveld(rij: &Eigenschap, lijst: &[Coderij], groepen: &[Groeprij]) -> Dimensieveld {
    let mut own = Groepen::default();
    for groep in groepen.iter().filter(|groep| groep.dimension_key.kort() == rij.naam()) {
        own.voeg_toe(groep.id.kort(), groep.title.kort(), groep.parent_id.kort());
    }
    let codes = lijst.iter().map(|code| Codeveld {
        sleutel: code.key.ruw().to_owned(),
        titel: code.title.tekst(),
        omschrijving: code.description.tekst(),
        groep: code.category_group_id.tekst(),
        status: code.status.tekst(),
    });
    Dimensieveld {
        naam: rij.key.tekst(),
        titel: rij.title.tekst(),
        soort: rij.soort.tekst(),
        kaartjaar: rij.map_year.tekst(),
        codes: codes.collect(),
        groepen: own,
    }
}

fn maak_onderwerpen(eigenschappen: &[Eigenschap], adres: &str) -> Result<Vec<Onderwerp>, Error> {
    let mut groepen = Groepen::default();
    for groep in van_soort(eigenschappen, Rijsoort::Groep) {
        groepen.voeg_toe(groep.id.kort(), groep.title.kort(), groep.parent_id.kort());
    }
    let rijen = van_soort(eigenschappen, Rijsoort::Onderwerp).into_iter();
    let onderwerpen = rijen.map(|rij| {
        let code = rij.key.tekst();
        Ok(Onderwerp {
            pad: groepen.pad(rij.parent_id.kort()),
            titel: rij.title.tekst(),
            omschrijving: rij.description.tekst(),
            eenheid: rij.unit.tekst(),
            vermenigvuldiger: 1,
            decimalen: rij.decimals.kort().parse().unwrap_or(0),
            gegevenstype: gegevenstype(&code, rij.datatype.kort(), adres)?,
            leeg: match rij.leeg.kort() {
                "Zero" => LeegBetekenis::Nihil,
                "Impossible" => LeegBetekenis::Onmogelijk,
                "Missing" => LeegBetekenis::Ontbreekt,
                _ => LeegBetekenis::Onbekend,
            },
            is_relatief: is_relatief(rij.presentation_type.kort()),
            code,
        })
    });
    onderwerpen.collect()
}
