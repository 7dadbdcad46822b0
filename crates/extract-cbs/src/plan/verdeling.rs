//! A selection in disjoint parts of bearable size.

use domain::statline::{Dimensierol, Keuze, Protocol, Tabel};

use crate::filter::{Rijenbron, rijen_adres};
use crate::{Endpoint, Error};

/// Parts of one pull at most: a selection that needs more is wanted differently.
const DELEN_MAX: usize = 1_000;

/// Parts that a large table is divided into, about.
const DELEN_DOEL: u64 = 250;

/// How large parts and their addresses may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grenzen {
    /// Rows up to which a selection is not divided.
    pub(crate) heel: u64,
    /// Rows of a part at least, about.
    pub(crate) deel_min: u64,
    /// Rows of a part at most, unless the table is very large.
    pub(crate) deel_max: u64,
    /// Characters of an address.
    pub(crate) tekens: usize,
}

impl Grenzen {
    /// A part is one to five pages: 100,000 rows in v4, 10,000 in v3, where deep pages are known to fail. Addresses of
    /// 5,202 characters are known to work in v4, and 6,300 to fail in v3.
    pub(crate) const fn van(protocol: Protocol) -> Self {
        match protocol {
            Protocol::V4 => {
                Self { heel: 100_000, deel_min: 100_000, deel_max: 250_000, tekens: 5_000 }
            }
            Protocol::V3 => {
                Self { heel: 50_000, deel_min: 25_000, deel_max: 50_000, tekens: 2_000 }
            }
        }
    }

    /// Rows of a part of a selection with so many rows.
    fn doel(self, rijen: u64) -> u64 {
        if rijen <= self.heel {
            return self.heel;
        }
        // At least four parts, so that the connections have work.
        (rijen / 4).clamp(self.deel_min, self.deel_max).max(rijen / DELEN_DOEL)
    }
}

/// One axis of the product: a dimension, or the measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum As {
    Dimensie(usize),
    Onderwerp,
}

/// Divides selections of one table.
pub(crate) struct Verdeler<'t> {
    pub(crate) endpoint: &'t Endpoint,
    pub(crate) tabel: &'t Tabel,
    pub(crate) bron: Rijenbron,
    pub(crate) grenzen: Grenzen,
}

impl Verdeler<'_> {
    /// Parts that have no row in common and together are `keuze`, in the order of the table.
    ///
    /// # Errors
    /// `URL_TOO_LONG` when even one code of each dimension makes too long an address, `SELECTION_INVALID` when it takes
    /// too many parts.
    pub(crate) fn verdeel(&self, keuze: &Keuze) -> Result<Vec<Keuze>, Error> {
        let doel = self.grenzen.doel(dicht(self.tabel, keuze));
        let mut delen = Vec::new();
        let mut todo = vec![keuze.clone()];
        while let Some(deel) = todo.pop() {
            if delen.len().saturating_add(todo.len()) >= DELEN_MAX {
                let what = format!(
                    "the selection takes more than {DELEN_MAX} requests; select whole groups of codes, or everything"
                );
                return Err(Error::new("SELECTION_INVALID", what, self.tabel.tabel_id.as_str()));
            }
            match self.kleiner(&deel, doel)? {
                None => delen.push(deel),
                // Reversed, because the last one is taken first.
                Some(parts) => todo.extend(parts.into_iter().rev()),
            }
        }
        Ok(delen)
    }

    /// The parts of a part that is too large; `None`: it is not.
    fn kleiner(&self, deel: &Keuze, rijen_max: u64) -> Result<Option<Vec<Keuze>>, Error> {
        let rijen = dicht(self.tabel, deel);
        let adres = self.adres(deel);
        if adres.len() > self.grenzen.tekens {
            let Some(axis) = self.langste(deel) else {
                let what = format!("an address takes {} characters", adres.len());
                return Err(Error::new("URL_TOO_LONG", what, adres));
            };
            // What the list takes over what is left for it, so that one division is enough.
            let kort = self.adres(&met_lijst(deel, axis, Vec::new())).len();
            let room = self.grenzen.tekens.saturating_sub(kort).max(1);
            let parts = adres.len().saturating_sub(kort).div_ceil(room);
            return Ok(Some(self.splits(deel, axis, parts)));
        }
        if rijen <= rijen_max {
            return Ok(None);
        }
        let parts = usize::try_from(rijen.div_ceil(rijen_max.max(1))).unwrap_or(usize::MAX);
        Ok(self.best(deel, parts).map(|axis| self.splits(deel, axis, parts)))
    }

    fn adres(&self, deel: &Keuze) -> String {
        rijen_adres(self.endpoint, self.tabel, self.bron, deel)
    }

    /// The axis to divide in so many parts: the first one of which a part fits in an address, else the first one.
    fn best(&self, deel: &Keuze, parts: usize) -> Option<As> {
        let axes = self.assen().into_iter().filter(|axis| self.lengte(deel, *axis) > 1);
        let axes: Vec<As> = axes.collect();
        let fits = |axis: &As| {
            let first = self.splits(deel, *axis, parts).into_iter().next();
            first.is_some_and(|part| self.adres(&part).len() <= self.grenzen.tekens)
        };
        axes.iter().copied().find(fits).or_else(|| axes.first().copied())
    }

    /// Axes in the order in which they are divided: periods first, because a new version mostly adds one; then areas.
    fn assen(&self) -> Vec<As> {
        let roles = [Dimensierol::Periode, Dimensierol::Gebied, Dimensierol::Categorie];
        let plekken = roles.into_iter().flat_map(|rol| self.tabel.met_rol(rol));
        let mut axes: Vec<_> = plekken.map(As::Dimensie).collect();
        if self.tabel.protocol == Protocol::V4 {
            axes.push(As::Onderwerp);
        }
        axes
    }

    /// The axis whose list takes most of the address.
    fn langste(&self, deel: &Keuze) -> Option<As> {
        let listed = self.assen().into_iter().filter(|axis| lijst(deel, *axis).is_some());
        let lengths =
            listed.map(|axis| (self.lengte(deel, axis), axis)).filter(|(length, _)| *length > 1);
        lengths.max_by_key(|(length, _)| *length).map(|(_, axis)| axis)
    }

    fn lengte(&self, deel: &Keuze, axis: As) -> usize {
        lijst(deel, axis).map_or_else(|| self.alle(axis), Vec::len)
    }

    fn alle(&self, axis: As) -> usize {
        match axis {
            As::Dimensie(plek) => {
                self.tabel.dimensies.get(plek).map_or(0, |dimensie| dimensie.codes.len())
            }
            As::Onderwerp => self.tabel.onderwerpen.len(),
        }
    }

    /// Divides a list in parts that differ by one code at most.
    fn splits(&self, deel: &Keuze, axis: As, parts: usize) -> Vec<Keuze> {
        let all = || (0..u32::try_from(self.alle(axis)).unwrap_or(u32::MAX)).collect();
        let mut rest: Vec<u32> = lijst(deel, axis).cloned().unwrap_or_else(all);
        let mut left = parts.clamp(2, rest.len().max(2));
        let mut keuzes = Vec::with_capacity(left);
        while left > 0 && !rest.is_empty() {
            let tail = rest.split_off(rest.len().div_ceil(left));
            keuzes.push(met_lijst(deel, axis, rest));
            rest = tail;
            left = left.saturating_sub(1);
        }
        keuzes
    }
}

fn lijst(deel: &Keuze, axis: As) -> Option<&Vec<u32>> {
    match axis {
        As::Dimensie(plek) => deel.dimensies.get(plek).and_then(Option::as_ref),
        As::Onderwerp => deel.onderwerpen.as_ref(),
    }
}

fn met_lijst(deel: &Keuze, axis: As, list: Vec<u32>) -> Keuze {
    let mut deel = deel.clone();
    match axis {
        As::Dimensie(plek) => {
            if let Some(place) = deel.dimensies.get_mut(plek) {
                *place = Some(list);
            }
        }
        As::Onderwerp => deel.onderwerpen = Some(list),
    }
    deel
}

/// Rows of a selection when every cell is there: exact in v3, the most that can be in v4.
pub(crate) fn dicht(tabel: &Tabel, keuze: &Keuze) -> u64 {
    let size = |list: Option<&Vec<u32>>, all: usize| {
        u64::try_from(list.map_or(all, Vec::len)).unwrap_or(u64::MAX)
    };
    let sizes = tabel.dimensies.iter().zip(&keuze.dimensies);
    let sizes = sizes.map(|(dimensie, wanted)| size(wanted.as_ref(), dimensie.codes.len()));
    let cells = sizes.fold(1_u64, u64::saturating_mul);
    match tabel.protocol {
        Protocol::V3 => cells,
        Protocol::V4 => {
            cells.saturating_mul(size(keuze.onderwerpen.as_ref(), tabel.onderwerpen.len()))
        }
    }
}
