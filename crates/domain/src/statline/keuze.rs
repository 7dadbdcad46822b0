//! Which part of a table is wanted.

/// A selection that was checked against the code lists: positions, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keuze {
    /// Per dimension the positions of the members that are wanted, ascending; `None`: all of them, now and later.
    pub dimensies: Vec<Option<Vec<u32>>>,
    /// Positions of the measures that are wanted, ascending; `None`: all.
    pub onderwerpen: Option<Vec<u32>>,
}

impl Keuze {
    /// Everything of a table with this number of dimensions.
    pub fn alles(dimensies: usize) -> Self {
        Self { dimensies: vec![None; dimensies], onderwerpen: None }
    }

    /// Whether nothing is left out.
    pub fn is_alles(&self) -> bool {
        self.onderwerpen.is_none() && self.dimensies.iter().all(Option::is_none)
    }

    /// Whether the measure at this position is wanted.
    pub fn wil_onderwerp(&self, plek: u32) -> bool {
        self.onderwerpen.as_ref().is_none_or(|wanted| wanted.binary_search(&plek).is_ok())
    }

    /// Whether the member at this position of this dimension is wanted.
    pub fn wil_code(&self, dimensie: usize, plek: u32) -> bool {
        match self.dimensies.get(dimensie) {
            Some(Some(wanted)) => wanted.binary_search(&plek).is_ok(),
            Some(None) => true,
            None => false,
        }
    }
}
