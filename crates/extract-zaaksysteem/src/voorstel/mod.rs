//! A draft of a mapping for a file that was looked at: columns are chosen by their name and kind, for a person to correct.

mod bestandsnaam;
mod namen;
mod past;
mod schrijf;
#[cfg(test)]
mod tests;

use domain::zaaksysteem::{Entiteit, Veld, Veldsoort};

use crate::plan::normaal;
use crate::{Kolomverkenning, Verkenning};

/// A draft of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voorstel {
    /// The mapping, in TOML with Dutch comments.
    pub tekst: String,
    /// Fields that must be there and for which no column was found: the mapping cannot be read until they are filled in.
    pub ontbreekt: Vec<&'static str>,
    /// Rows that lack a value that must be there, of the column that lacks most.
    pub zonder_waarde: u64,
}

/// Writes a mapping by which the file that was looked at can be loaded as this entity, as far as its names and kinds tell.
/// `naam` is the name of the file: it tells the pattern of such names, and where the day stands in them.
pub fn voorstel(verkenning: &Verkenning, entiteit: Entiteit, naam: &str) -> Voorstel {
    let invullingen = kies(&verkenning.kolommen, entiteit);
    schrijf::mapping(verkenning, entiteit, &invullingen, naam)
}

/// Whether a header of this name suggests a field of some entity, or something that is not to be loaded.
pub(crate) fn is_bekend(kop: &str) -> bool {
    let kaal = namen::kaal(kop);
    let is_veld = |entiteit: Entiteit, veld: &Veld| {
        namen::kaal(veld.naam) == kaal || namen::van(entiteit, veld.naam).contains(&kaal.as_str())
    };
    namen::is_persoonlijk(kop)
        || Entiteit::ALLE.into_iter().any(|een| een.velden().iter().any(|veld| is_veld(een, veld)))
}

/// What feeds a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Invulling {
    /// This column.
    Kolom(usize, Grond),
    /// One value for all rows.
    Vast(&'static str),
    /// Nothing, and it may be so.
    Geen,
    /// Nothing, and it must not be so.
    Ontbreekt,
}

/// Why a column was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grond {
    /// Its name.
    Naam,
    /// Its name, although its values look otherwise.
    NaamAlleen,
    /// What its values look like.
    Soort,
}

/// Text fields of which every row has another value, so that a column with that property may be the one.
const EIGEN_PER_RIJ: [&str; 4] = ["zaaknummer", "beschikkingnummer", "volgnummer", "team"];

/// The columns that can be chosen, by their position in the file.
struct Keuze<'v> {
    entiteit: Entiteit,
    kolommen: &'v [Kolomverkenning],
    /// Names as [`namen::kaal`] makes them; `None`: a mapping cannot name the column.
    koppen: Vec<Option<String>>,
    bezet: Vec<bool>,
}

/// A way to find the column of a field.
type Beurt<'v> = fn(&Keuze<'v>, &Veld) -> Option<(usize, Grond)>;

/// What feeds each field of the entity, in their order.
fn kies<'v>(kolommen: &'v [Kolomverkenning], entiteit: Entiteit) -> Vec<Invulling> {
    let mut keuze = Keuze::new(kolommen, entiteit);
    let velden = entiteit.velden();
    let mut gekozen = vec![Invulling::Geen; velden.len()];
    let beurten: [Beurt<'v>; 4] =
        [Keuze::op_eigen_naam, Keuze::op_naam, Keuze::op_naam_alleen, Keuze::op_soort];
    for zoek in beurten {
        for (veld, invulling) in velden.iter().zip(&mut gekozen) {
            if *invulling == Invulling::Geen
                && let Some((plek, grond)) = zoek(&keuze, veld)
            {
                keuze.bezet(plek);
                *invulling = Invulling::Kolom(plek, grond);
            }
        }
    }
    volste_persoon(&keuze, &mut gekozen);
    zelfde_persoon(&keuze, &mut gekozen);
    for (veld, invulling) in velden.iter().zip(&mut gekozen) {
        if *invulling == Invulling::Geen && veld.is_verplicht {
            let is_wet = veld.soort == Veldsoort::Wet;
            *invulling = if is_wet { Invulling::Vast("wmo") } else { Invulling::Ontbreekt };
        }
    }
    gekozen
}

/// A number of persons that some rows lack is no key of them when their BSN is always there.
fn volste_persoon(keuze: &Keuze<'_>, gekozen: &mut [Invulling]) {
    if keuze.entiteit != Entiteit::Client {
        return;
    }
    let plek = |naam: &str| keuze.entiteit.veld(naam).map(|(plek, _)| plek);
    let (Some(client), Some(persoon)) = (plek("client"), plek("persoon")) else { return };
    let van = |plek: usize| match gekozen.get(plek) {
        Some(Invulling::Kolom(kolom, _)) => keuze.kolommen.get(*kolom),
        _ => None,
    };
    let is_voller = van(client).zip(van(persoon)).is_some_and(|(nummer, bsn)| {
        nummer.leeg > 0 && bsn.leeg == 0 && past::is_bsn(bsn) && !past::is_bsn(nummer)
    });
    if let (true, Some(bsn)) = (is_voller, gekozen.get(persoon).copied())
        && let Some(doel) = gekozen.get_mut(client)
    {
        *doel = bsn;
    }
}

/// Of a file that knows persons by their BSN alone, that column is both their number and their BSN.
fn zelfde_persoon(keuze: &Keuze<'_>, gekozen: &mut [Invulling]) {
    let plek = |naam: &str| keuze.entiteit.veld(naam).map(|(plek, _)| plek);
    let (Some(client), Some(persoon)) = (plek("client"), plek("persoon")) else { return };
    let van = |plek: usize| gekozen.get(plek).copied().unwrap_or(Invulling::Geen);
    let (van, naar) = match (van(client), van(persoon)) {
        (bron @ Invulling::Kolom(plek, _), Invulling::Geen)
            if keuze.kolommen.get(plek).is_some_and(past::is_bsn) =>
        {
            (bron, persoon)
        }
        (Invulling::Geen, bron @ Invulling::Kolom(..)) => (bron, client),
        _ => return,
    };
    if let Some(doel) = gekozen.get_mut(naar) {
        *doel = van;
    }
}

impl<'v> Keuze<'v> {
    fn new(kolommen: &'v [Kolomverkenning], entiteit: Entiteit) -> Self {
        let kop = |plek: usize, kolom: &Kolomverkenning| {
            is_te_noemen(kolommen, plek).then(|| namen::kaal(&kolom.naam))
        };
        let koppen = kolommen.iter().enumerate().map(|(plek, kolom)| kop(plek, kolom)).collect();
        Self { entiteit, kolommen, koppen, bezet: vec![false; kolommen.len()] }
    }

    fn bezet(&mut self, plek: usize) {
        if let Some(bezet) = self.bezet.get_mut(plek) {
            *bezet = true;
        }
    }

    /// The columns that are free, with their names.
    fn vrij(&self) -> impl Iterator<Item = (usize, &str, &'v Kolomverkenning)> {
        let kolommen = self.kolommen.iter().zip(&self.koppen).zip(&self.bezet).enumerate();
        kolommen.filter_map(|(plek, ((kolom, kop), is_bezet))| {
            let kop = kop.as_deref().filter(|_| !is_bezet)?;
            Some((plek, kop, kolom))
        })
    }

    fn op_eigen_naam(&self, veld: &Veld) -> Option<(usize, Grond)> {
        if veld.soort == Veldsoort::Client {
            return None;
        }
        let naam = namen::kaal(veld.naam);
        let past = |kop: &str, kolom| kop == naam && past::past(veld, kolom);
        let (plek, ..) = self.vrij().find(|(_, kop, kolom)| past(kop, kolom))?;
        Some((plek, Grond::Naam))
    }

    fn op_naam(&self, veld: &Veld) -> Option<(usize, Grond)> {
        let mut namen = namen::van(self.entiteit, veld.naam).into_iter();
        namen.find_map(|naam| {
            let past = |kop: &str, kolom| kop == naam && past::past(veld, kolom);
            let (plek, ..) = self.vrij().find(|(_, kop, kolom)| past(kop, kolom))?;
            Some((plek, Grond::Naam))
        })
    }

    /// For a field that must be there: by its name, whatever is in it, unless that would tell a person.
    fn op_naam_alleen(&self, veld: &Veld) -> Option<(usize, Grond)> {
        if !veld.is_verplicht || veld.soort == Veldsoort::Wet {
            return None;
        }
        let eigen = namen::kaal(veld.naam);
        // A column of which no row has a value would refuse them all.
        let mut vrij = self.vrij().filter(|(.., kolom)| !past::is_bsn(kolom) && kolom.gevuld > 0);
        let (plek, ..) = vrij.find(|(_, kop, _)| {
            *kop == eigen || namen::van(self.entiteit, veld.naam).contains(kop)
        })?;
        Some((plek, Grond::NaamAlleen))
    }

    /// For a field that must be there: by what is in it.
    fn op_soort(&self, veld: &Veld) -> Option<(usize, Grond)> {
        if !veld.is_verplicht {
            return None;
        }
        let is_eigen = EIGEN_PER_RIJ.contains(&veld.naam);
        let (plek, ..) = self.vrij().find(|(.., kolom)| {
            !namen::is_persoonlijk(&kolom.naam)
                && (past::past_alleen(veld.soort, kolom) || is_eigen && past::is_sleutel(kolom))
        })?;
        Some((plek, Grond::Soort))
    }
}

/// Whether a mapping can name the column: it has a name, and no earlier column has it too.
fn is_te_noemen(kolommen: &[Kolomverkenning], plek: usize) -> bool {
    let naam = |kolom: &Kolomverkenning| normaal(&kolom.naam);
    kolommen.get(plek).map(naam).is_some_and(|eigen| {
        !eigen.is_empty() && !kolommen.iter().take(plek).any(|ander| naam(ander) == eigen)
    })
}
