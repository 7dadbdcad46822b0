//! How a selection is fetched: in disjoint parts, each with its exact number of rows.

mod verdeling;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::statline::{Keuze, Protocol, Tabel};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::bron::{Deel, Endpoint, Plan};
use crate::filter::{Rijenbron, rijen_adres, telling_adres};
use crate::verzameling::{haal_aantal, proef_bladzij};
use crate::{Client, Error};

pub(crate) use verdeling::dicht;
use verdeling::{Grenzen, Verdeler};

/// Counts that are asked at the same time.
const TELLINGEN_MAX: usize = 4;

/// Divides a selection into parts.
pub(crate) async fn maak_plan(
    client: &Client,
    endpoint: &Endpoint,
    tabel: &Tabel,
    keuze: &Keuze,
) -> Result<Plan, Error> {
    let keuze = normaal(tabel, keuze)?;
    let mut waarschuwingen = Vec::new();
    let bron = match tabel.protocol {
        Protocol::V4 => Rijenbron::Observations,
        Protocol::V3 => kies_v3(client, endpoint, tabel, &mut waarschuwingen).await?,
    };
    let grenzen = Grenzen::van(tabel.protocol);
    let delen = Verdeler { endpoint, tabel, bron, grenzen }.verdeel(&keuze)?;
    let met_adres = |deel: &Keuze| rijen_adres(endpoint, tabel, bron, deel);
    let delen = match tabel.protocol {
        Protocol::V3 => {
            let counts = delen.iter().map(|deel| (met_adres(deel), dicht(tabel, deel)));
            waarschuwingen.extend(andere_telling(tabel, &keuze));
            counts.collect()
        }
        Protocol::V4 => {
            let adressen = delen.iter().map(met_adres).collect();
            tel(client, tabel, keuze.is_alles(), adressen).await?
        }
    };
    // A part without rows is not asked: an empty first page would be refused.
    let delen = delen.into_iter().filter(|(_, rijen)| *rijen > 0).zip(0..);
    let delen: Vec<_> =
        delen.map(|((adres, rijen), nummer)| Deel { nummer, adres, rijen }).collect();
    if delen.is_empty() {
        let what = "the table or the selection has no rows";
        return Err(Error::new("ZERO_ROWS", what, tabel.tabel_id.as_str()));
    }
    let rijen = delen.iter().map(|deel| deel.rijen).fold(0, u64::saturating_add);
    Ok(Plan { delen, rijen, waarschuwingen })
}

/// The same selection with lists that hold everything left out: a shorter address for the same rows.
fn normaal(tabel: &Tabel, keuze: &Keuze) -> Result<Keuze, Error> {
    let refuse = |what: String| Error::new("SELECTION_INVALID", what, tabel.tabel_id.as_str());
    if keuze.dimensies.len() != tabel.dimensies.len() {
        return Err(refuse("the selection is one of another table".to_owned()));
    }
    let check = |naam: &str, wanted: Option<&Vec<u32>>, all: usize| {
        let Some(wanted) = wanted else {
            return Ok(None);
        };
        let is_ascending = wanted.is_sorted_by(|one, two| one < two);
        let last = wanted.last().and_then(|plek| usize::try_from(*plek).ok());
        match last {
            Some(last) if is_ascending && last < all => {
                Ok((wanted.len() < all).then(|| wanted.clone()))
            }
            _ => Err(refuse(format!("nothing of {naam} is selected, or something unknown"))),
        }
    };
    let pairs = tabel.dimensies.iter().zip(&keuze.dimensies);
    let dimensies = pairs
        .map(|(dimensie, wanted)| check(&dimensie.naam, wanted.as_ref(), dimensie.codes.len()))
        .collect::<Result<_, _>>()?;
    let onderwerpen = check("the measures", keuze.onderwerpen.as_ref(), tabel.onderwerpen.len())?;
    Ok(Keuze { dimensies, onderwerpen })
}

/// The data set of v3: the one with reasons of empty cells, when it is there.
async fn kies_v3(
    client: &Client,
    endpoint: &Endpoint,
    tabel: &Tabel,
    waarschuwingen: &mut Vec<String>,
) -> Result<Rijenbron, Error> {
    let alles = Keuze::alles(tabel.dimensies.len());
    for bron in [Rijenbron::Untyped, Rijenbron::Typed] {
        let adres = format!("{}&$top=1", rijen_adres(endpoint, tabel, bron, &alles));
        match proef_bladzij(client, &adres).await {
            Ok(()) if bron == Rijenbron::Untyped => return Ok(bron),
            Ok(()) => {
                let what = "the table has no UntypedDataSet: empty cells come without their reason";
                waarschuwingen.push(what.to_owned());
                return Ok(bron);
            }
            Err(error) if error.status() == Some(404) => {}
            Err(error) => return Err(error),
        }
    }
    let what = "CBS no longer serves the observations of this table, only its description";
    Err(Error::new("OBSERVATIONS_GONE", what, tabel.tabel_id.as_str()))
}

/// Words for a catalogue that counts other rows than the code lists give.
fn andere_telling(tabel: &Tabel, keuze: &Keuze) -> Option<String> {
    let told = tabel.versie.aantal.filter(|_| keuze.is_alles())?;
    let rijen = tabel.kruisproduct();
    (told != rijen)
        .then(|| format!("the catalogue counts {told} rows, the code lists give {rijen}"))
}

/// The number of rows of each address.
async fn tel(
    client: &Client,
    tabel: &Tabel,
    is_alles: bool,
    adressen: Vec<String>,
) -> Result<Vec<(String, u64)>, Error> {
    let told = tabel.versie.aantal.filter(|_| is_alles);
    if let ([adres], Some(told)) = (adressen.as_slice(), told) {
        return Ok(vec![(adres.clone(), told)]);
    }
    let rijen = tel_elk(client, &adressen).await?;
    let sum = rijen.iter().copied().fold(0, u64::saturating_add);
    match told {
        Some(told) if told != sum => {
            let what = format!(
                "the parts have {sum} rows, ObservationCount says {told}: not published; tried again next time"
            );
            Err(Error::new("ODATA_COUNT", what, tabel.tabel_id.as_str()).transient())
        }
        _ => Ok(adressen.into_iter().zip(rijen).collect()),
    }
}

async fn tel_elk(client: &Client, adressen: &[String]) -> Result<Vec<u64>, Error> {
    let places = Arc::new(Semaphore::new(TELLINGEN_MAX));
    let mut tasks = JoinSet::new();
    for (nummer, adres) in adressen.iter().enumerate() {
        let (client, adres, places) = (client.clone(), telling_adres(adres), Arc::clone(&places));
        tasks.spawn(async move {
            // The semaphore is never closed.
            let _place = places.acquire_owned().await;
            (nummer, haal_aantal(&client, &adres).await)
        });
    }
    let mut counts = BTreeMap::new();
    // The first failure drops the set, which ends the other requests.
    while let Some(done) = tasks.join_next().await {
        let (nummer, count) = done.map_err(|_| {
            Error::new("HTTP_CONNECTION", "counting was interrupted", "").transient()
        })?;
        counts.insert(nummer, count?);
    }
    Ok(counts.into_values().collect())
}
