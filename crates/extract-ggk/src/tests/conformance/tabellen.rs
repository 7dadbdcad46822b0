//! The element tables of the reader against the published element lists.

use domain::Wet;

use super::elementen::{self, Knoop};
use super::model::{Soort, soorten};
use crate::reader::Ruimte;
use crate::release::Dialect;
use crate::schema::{Aantal, Element, Inhoud, Richting};

/// Every difference between the list `knopen` and the table `elementen` of the same parent.
fn compare(
    pad: &str,
    knopen: &[Knoop],
    elementen: &[Element],
    dialect: Dialect,
    out: &mut Vec<String>,
) {
    let richting =
        if dialect.soort.beantwoordt().is_some() { Richting::Antwoord } else { Richting::Heen };
    let stands_here = |one: &&Element| match one.aantal {
        Aantal::EenInAntwoord => richting == Richting::Antwoord,
        Aantal::NulOfEenJw => dialect.wet == Wet::Jw,
        _ => true,
    };
    let elementen: Vec<_> = elementen.iter().filter(stands_here).collect();
    let listed: Vec<_> = knopen.iter().map(|knoop| knoop.naam.as_str()).collect();
    let known: Vec<_> = elementen.iter().map(|one| one.naam).collect();
    if listed != known {
        out.push(format!("{pad}: {listed:?} is published, the table has {known:?}"));
        return;
    }
    for (knoop, element) in knopen.iter().zip(elementen) {
        let pad = format!("{pad}/{}", knoop.naam);
        if knoop.is_basis != (element.ruimte == Ruimte::Basis) {
            out.push(format!("{pad}: namespace"));
        }
        let expect = match element.aantal {
            Aantal::Een | Aantal::EenInAntwoord => (true, false),
            Aantal::NulOfEen | Aantal::NulOfEenJw => (false, false),
            Aantal::Veel => (true, true),
        };
        if (knoop.is_verplicht, knoop.is_herhaald) != expect {
            out.push(format!("{pad}: {:?} is another number", element.aantal));
        }
        match (element.inhoud, &knoop.eisen) {
            (Inhoud::Groep(kinderen) | Inhoud::Klasse(_, kinderen), None) => {
                compare(&pad, &knoop.kinderen, kinderen, dialect, out);
            }
            (Inhoud::Waarde(_) | Inhoud::Vorm(_) | Inhoud::Retourcode, Some(_)) => {}
            (inhoud, eisen) => out.push(format!("{pad}: {inhoud:?} for {eisen:?}")),
        }
    }
}

/// The published list of `soort`.
pub(super) fn schema<'s>(schemas: &'s elementen::Schemas, soort: &Soort) -> &'s Knoop {
    let Dialect { wet, release, soort, .. } = soort.dialect;
    let (standaard, prefix) = if wet == Wet::Wmo { ("iWmo", "WMO") } else { ("iJw", "JW") };
    &schemas[&(standaard.to_owned(), release.to_string(), format!("{prefix}{soort}"))]
}

#[test]
fn the_tables_are_the_published_lists() {
    let Some(schemas) = elementen::lees() else { return };
    let mut out = Vec::new();
    let soorten = soorten();
    assert_eq!(soorten.len(), schemas.len(), "a list is not compared");
    for soort in soorten {
        let knopen = &schema(&schemas, &soort).kinderen;
        compare(&soort.naam, knopen, &soort.wortel(), soort.dialect, &mut out);
    }
    assert!(out.is_empty(), "{} differences: {out:#?}", out.len());
}
