//! A table that the fake serves, described without a protocol.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cel::{FakeCel, Plek};
use super::dimensie::FakeDimensie;
use super::onderwerp::{FakeGroep, FakeOnderwerp};
use super::rows::Shape;

/// Computes the value of a cell from its place.
pub(super) type Formule = Arc<dyn Fn(&Plek<'_>) -> FakeCel + Send + Sync>;

/// Which protocols serve a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocols {
    Both,
    V3,
    V4,
}

/// Which observations there are; v4 has one set, which is there unless none is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataSets {
    Both,
    Typed,
    Untyped,
    /// Metadata is there, `Observations` and the data sets answer 404.
    None,
}

/// A row of a recording, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OpnameRij {
    /// Positions in the lists; v4: the measure last.
    pub(super) codes: Vec<u32>,
    pub(super) id: i64,
    /// The JSON object.
    pub(super) json: String,
}

/// Where the values come from.
#[derive(Clone)]
pub(super) enum Cellen {
    /// Every cell of the product of the lists, computed; with exceptions by codes and measure.
    Dicht { formule: Formule, anders: BTreeMap<(Vec<String>, String), FakeCel> },
    /// Rows of a recording, of one shape.
    Opname { shape: Shape, rijen: Vec<OpnameRij> },
}

/// A table of the fake: made by hand, computed or recorded.
///
/// Made by [`FakeTable::new`], it has no dimension, no measure, and an `Impossible` in every cell.
#[derive(Clone)]
pub struct FakeTable {
    pub(super) id: String,
    pub(super) titel: String,
    pub(super) samenvatting: String,
    pub(super) toelichting: String,
    /// `YYYYMMDDHHMM`.
    pub(super) versie: String,
    /// `YYYYMMDDHHMM` of the last change of texts.
    pub(super) metadata_versie: String,
    pub(super) reden: String,
    pub(super) status: String,
    pub(super) frequentie: String,
    pub(super) taal: String,
    pub(super) periode: String,
    pub(super) dimensies: Vec<FakeDimensie>,
    pub(super) groepen: Vec<FakeGroep>,
    pub(super) onderwerpen: Vec<FakeOnderwerp>,
    pub(super) cellen: Cellen,
    /// What `ObservationCount` and `RecordCount` tell when that is not what there is.
    pub(super) aantal: Option<u64>,
    pub(super) protocols: Protocols,
    pub(super) data_sets: DataSets,
    /// Bodies of recorded entity sets by `v3/` or `v4/` and name; they go before what is made of the model.
    pub(super) bodies: BTreeMap<String, String>,
}

impl FakeTable {
    /// A table without dimensions and measures, published on 15 January 2026, in both protocols.
    #[must_use]
    pub fn new(id: &str, titel: &str) -> Self {
        Self {
            id: id.to_owned(),
            titel: titel.to_owned(),
            samenvatting: format!("Deze tabel bevat {titel}."),
            toelichting: "Status van de cijfers\r\nDefinitief.".to_owned(),
            versie: "202601150200".to_owned(),
            metadata_versie: "202601150200".to_owned(),
            reden: "Actualisering".to_owned(),
            status: "Regulier".to_owned(),
            frequentie: "Per jaar".to_owned(),
            taal: "nl".to_owned(),
            periode: String::new(),
            dimensies: Vec::new(),
            groepen: Vec::new(),
            onderwerpen: Vec::new(),
            cellen: Cellen::Dicht {
                formule: Arc::new(|_| FakeCel::Leeg("Impossible".to_owned())),
                anders: BTreeMap::new(),
            },
            aantal: None,
            protocols: Protocols::Both,
            data_sets: DataSets::Both,
            bodies: BTreeMap::new(),
        }
    }

    /// A table of `regios` areas, `kenmerken` members, `jaren` years and two measures, computed from the place of
    /// each cell: it takes no memory, whatever its size. 500 x 400 x 25 x 2 is ten million cells.
    #[must_use]
    pub fn groot(id: &str, regios: u32, kenmerken: u32, jaren: u32) -> Self {
        let regios = (0..regios).map(|nr| (format!("GM{nr:04}"), format!("Gemeente {nr}")));
        let kenmerken = (0..kenmerken).map(|nr| (format!("A{nr:06}"), format!("Kenmerk {nr}")));
        let jaren = (0..jaren).map(|nr| format!("{}JJ00", nr.saturating_add(2000)));
        Self::new(id, "Een grote tabel")
            .dimensie(FakeDimensie::categorie("Kenmerken", kenmerken))
            .dimensie(FakeDimensie::regios(regios))
            .dimensie(FakeDimensie::perioden(jaren))
            .onderwerp(FakeOnderwerp::new("M000001", "Aantal"))
            .onderwerp(FakeOnderwerp::new("M000002", "Aandeel").eenheid("%").decimalen(1))
            .formule(|plek| {
                let sum = plek
                    .posities
                    .iter()
                    .fold(7_u32, |sum, at| sum.wrapping_mul(31).wrapping_add(*at));
                match (sum % 11, plek.plek_onderwerp) {
                    (0, _) => FakeCel::Leeg("Impossible".to_owned()),
                    (_, 0) => FakeCel::Getal((sum % 100_000).to_string()),
                    _ => FakeCel::Getal(format!("{}.{}", sum % 100, sum % 10)),
                }
            })
    }

    /// With another dimension.
    #[must_use]
    pub fn dimensie(mut self, dimensie: FakeDimensie) -> Self {
        self.dimensies.push(dimensie);
        self
    }

    /// With another measure.
    #[must_use]
    pub fn onderwerp(mut self, onderwerp: FakeOnderwerp) -> Self {
        self.onderwerpen.push(onderwerp);
        self
    }

    /// With a group of measures, inside another group when `ouder` names one that came before.
    #[must_use]
    pub fn groep(mut self, id: &str, titel: &str, ouder: Option<&str>) -> Self {
        self.groepen.push(FakeGroep::new(id, titel, ouder));
        self
    }

    /// With this value at `codes` (in the order of the dimensions, unpadded) for the measure `onderwerp`.
    #[must_use]
    pub fn cel(mut self, codes: &[&str], onderwerp: &str, waarde: impl Into<FakeCel>) -> Self {
        self.zet_cel(codes, onderwerp, waarde);
        self
    }

    /// With every cell computed; it must give the same every time and never [`FakeCel::Afwezig`].
    #[must_use]
    pub fn formule(
        mut self,
        formule: impl Fn(&Plek<'_>) -> FakeCel + Send + Sync + 'static,
    ) -> Self {
        let anders = match self.cellen {
            Cellen::Dicht { anders, .. } => anders,
            Cellen::Opname { .. } => BTreeMap::new(),
        };
        self.cellen = Cellen::Dicht { formule: Arc::new(formule), anders };
        self
    }

    /// Published at `YYYYMMDDHHMM`.
    #[must_use]
    pub fn versie(mut self, versie: &str) -> Self {
        self.zet_versie(versie);
        self
    }

    /// With this status: `Regulier`, `Gediscontinueerd`, `Vervallen`.
    #[must_use]
    pub fn status(mut self, status: &str) -> Self {
        status.clone_into(&mut self.status);
        self
    }

    /// With these texts: the short one and the long one.
    #[must_use]
    pub fn teksten(mut self, samenvatting: &str, toelichting: &str) -> Self {
        samenvatting.clone_into(&mut self.samenvatting);
        toelichting.clone_into(&mut self.toelichting);
        self
    }

    /// Only in v3.
    #[must_use]
    pub fn alleen_v3(mut self) -> Self {
        self.protocols = Protocols::V3;
        self
    }

    /// Only in v4.
    #[must_use]
    pub fn alleen_v4(mut self) -> Self {
        self.protocols = Protocols::V4;
        self
    }

    /// Without `UntypedDataSet`.
    #[must_use]
    pub fn zonder_untyped(mut self) -> Self {
        self.data_sets = DataSets::Typed;
        self
    }

    /// With metadata, but 404 on the observations, as a discontinued table.
    #[must_use]
    pub fn zonder_waarnemingen(mut self) -> Self {
        self.data_sets = DataSets::None;
        self
    }

    /// Telling this `ObservationCount` and `RecordCount`, whatever there is.
    #[must_use]
    pub fn aantal(mut self, aantal: u64) -> Self {
        self.aantal = Some(aantal);
        self
    }

    /// The identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn has_v3(&self) -> bool {
        self.protocols != Protocols::V4
    }

    pub(super) fn has_v4(&self) -> bool {
        self.protocols != Protocols::V3
    }

    /// Number of observations that v4 tells.
    pub(super) fn observation_count(&self) -> u64 {
        self.aantal.unwrap_or_else(|| match &self.cellen {
            Cellen::Opname { rijen, .. } => u64::try_from(rijen.len()).unwrap_or(u64::MAX),
            Cellen::Dicht { anders, .. } => {
                let absent = anders.values().filter(|cel| **cel == FakeCel::Afwezig).count();
                let measures = u64::try_from(self.onderwerpen.len()).unwrap_or(u64::MAX);
                let all = self.kruisproduct().saturating_mul(measures);
                all.saturating_sub(u64::try_from(absent).unwrap_or(u64::MAX))
            }
        })
    }

    /// Size of the product of the lists.
    pub(super) fn kruisproduct(&self) -> u64 {
        self.dimensies.iter().fold(1, |product, dimensie| {
            product.saturating_mul(u64::try_from(dimensie.codes.len()).unwrap_or(u64::MAX))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_million_cells_are_counted_without_making_them() {
        assert_eq!(FakeTable::groot("90000NED", 500, 400, 25).observation_count(), 10_000_000);
    }
}
