//! A table that the fake serves, described without a protocol.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cel::{FakeCel, Plek};
use super::dimensie::FakeDimensie;
use super::rows::Shape;

/// Computes the value of a cell from its place.
pub(super) type Formule = Arc<dyn Fn(&Plek<'_>) -> FakeCel + Send + Sync>;

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeOnderwerp {
    pub(super) code: String,
    pub(super) sleutel: Option<String>,
    pub(super) titel: String,
    pub(super) omschrijving: String,
    pub(super) groep: Option<String>,
    pub(super) gegevenstype: String,
    pub(super) eenheid: String,
    pub(super) decimalen: u8,
    pub(super) leeg: String,
}

impl FakeOnderwerp {
    /// A measure of whole numbers with unit `aantal`; `code` is its v4 `Identifier`.
    #[must_use]
    pub fn new(code: &str, titel: &str) -> Self {
        Self {
            code: code.to_owned(),
            sleutel: None,
            titel: titel.to_owned(),
            omschrijving: String::new(),
            groep: None,
            gegevenstype: "Long".to_owned(),
            eenheid: "aantal".to_owned(),
            decimalen: 0,
            leeg: "Impossible".to_owned(),
        }
    }

    /// With this unit, as CBS writes it: `x 1 000`, `%`.
    #[must_use]
    pub fn eenheid(mut self, eenheid: &str) -> Self {
        eenheid.clone_into(&mut self.eenheid);
        self
    }

    /// With this many decimals: more than none makes it a `Double`.
    #[must_use]
    pub fn decimalen(mut self, decimalen: u8) -> Self {
        self.decimalen = decimalen;
        if decimalen > 0 {
            "Double".clone_into(&mut self.gegevenstype);
        }
        self
    }

    /// With this `DataType`: `Long`, `Integer`, `Double`, `Float` or `String`.
    #[must_use]
    pub fn gegevenstype(mut self, gegevenstype: &str) -> Self {
        gegevenstype.clone_into(&mut self.gegevenstype);
        self
    }

    /// In this group of measures.
    #[must_use]
    pub fn groep(mut self, groep: &str) -> Self {
        self.groep = Some(groep.to_owned());
        self
    }

    /// With this v3 `Default`: `Zero`, `Impossible` or `Missing`.
    #[must_use]
    pub fn leeg(mut self, leeg: &str) -> Self {
        leeg.clone_into(&mut self.leeg);
        self
    }

    /// With this v3 `Key`, such as `WmoClienten_5`; without: made of title and place.
    #[must_use]
    pub fn sleutel(mut self, sleutel: &str) -> Self {
        self.sleutel = Some(sleutel.to_owned());
        self
    }

    /// With this explanation.
    #[must_use]
    pub fn omschrijving(mut self, omschrijving: &str) -> Self {
        omschrijving.clone_into(&mut self.omschrijving);
        self
    }

    /// The v3 column: the title in one word, cut at 35 characters, and a running number from 1.
    pub(super) fn kolom(&self, plek: usize) -> String {
        if let Some(sleutel) = &self.sleutel {
            return sleutel.clone();
        }
        let words = self.titel.split(|c: char| !c.is_ascii_alphanumeric());
        let mut name = String::new();
        for word in words {
            let mut chars = word.chars();
            name.extend(chars.next().map(|c| c.to_ascii_uppercase()));
            name.extend(chars);
        }
        let name: String = name.chars().take(35).collect();
        let prefix = if name.starts_with(|c: char| c.is_ascii_digit()) { "k_" } else { "" };
        format!("{prefix}{name}_{}", plek.saturating_add(1))
    }
}

/// A group of measures or of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FakeGroep {
    pub(super) id: String,
    pub(super) titel: String,
    pub(super) omschrijving: String,
    pub(super) ouder: Option<String>,
}

impl FakeGroep {
    pub(super) fn new(id: &str, titel: &str, ouder: Option<&str>) -> Self {
        Self {
            id: id.to_owned(),
            titel: titel.to_owned(),
            omschrijving: String::new(),
            ouder: ouder.map(str::to_owned),
        }
    }
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
    pub(super) has_v3: bool,
    pub(super) has_v4: bool,
    pub(super) has_typed: bool,
    pub(super) has_untyped: bool,
    /// `false`: metadata is there, `Observations` and the data sets answer 404.
    pub(super) has_waarnemingen: bool,
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
            has_v3: true,
            has_v4: true,
            has_typed: true,
            has_untyped: true,
            has_waarnemingen: true,
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
        self.has_v4 = false;
        self
    }

    /// Only in v4.
    #[must_use]
    pub fn alleen_v4(mut self) -> Self {
        self.has_v3 = false;
        self
    }

    /// Without `UntypedDataSet`.
    #[must_use]
    pub fn zonder_untyped(mut self) -> Self {
        self.has_untyped = false;
        self
    }

    /// With metadata, but 404 on the observations, as a discontinued table.
    #[must_use]
    pub fn zonder_waarnemingen(mut self) -> Self {
        self.has_waarnemingen = false;
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

    /// Numbers of the observations that v4 tells.
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
    fn a_column_of_v3_is_named_after_its_title() {
        let cases = [
            ("Wmo-clienten", 0, "WmoClienten_1"),
            ("0 tot 15 jaar", 7, "k_0Tot15Jaar_8"),
            (
                "Jongeren met jeugdzorg in natura en nog veel meer",
                2,
                "JongerenMetJeugdzorgInNaturaEnNogVe_3",
            ),
        ];
        for (titel, plek, expect) in cases {
            assert_eq!(FakeOnderwerp::new("M", titel).kolom(plek), expect);
        }
        assert_eq!(FakeOnderwerp::new("M", "x").sleutel("Y_9").kolom(0), "Y_9");
    }

    #[test]
    fn ten_million_cells_are_counted_without_making_them() {
        assert_eq!(FakeTable::groot("90000NED", 500, 400, 25).observation_count(), 10_000_000);
    }
}
