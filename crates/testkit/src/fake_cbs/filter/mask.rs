//! A condition on a table, made fast: which members of each list fulfil it.

use std::collections::BTreeSet;

use super::{Expr, Value};
use crate::fake_cbs::rows::Axis;

/// A condition on positions in the lists of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::fake_cbs) enum Mask {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// Members of one axis that fulfil it.
    Axis(usize, Vec<bool>),
    /// A condition on the row number alone.
    Id(Expr),
    Fixed(bool),
}

/// Turns a condition into masks; the error names a column that the table does not have.
pub(in crate::fake_cbs) fn compile(
    expr: &Expr,
    axes: &[Axis],
    id_name: &str,
) -> Result<Mask, String> {
    let mut names = BTreeSet::new();
    expr.columns(&mut names);
    let mut names = names.into_iter();
    match (names.next(), names.next()) {
        (None, _) => expr.is_true(&|_| None).map(Mask::Fixed),
        (Some(name), None) if name == id_name => Ok(Mask::Id(expr.clone())),
        (Some(name), None) => {
            let found = axes.iter().enumerate().find(|(_, axis)| axis.name == name);
            let (at, column) = found.ok_or_else(|| {
                format!("Could not find a property named '{name}' on the rows of this table.")
            })?;
            let fits = column
                .texts
                .iter()
                .map(|text| expr.is_true(&|_| Some(Value::Text(text.clone().into()))));
            Ok(Mask::Axis(at, fits.collect::<Result<_, _>>()?))
        }
        _ => match expr {
            Expr::And(one, two) => {
                Ok(Mask::All(vec![compile(one, axes, id_name)?, compile(two, axes, id_name)?]))
            }
            Expr::Or(one, two) => {
                Ok(Mask::Any(vec![compile(one, axes, id_name)?, compile(two, axes, id_name)?]))
            }
            Expr::Not(inner) => Ok(Mask::Not(Box::new(compile(inner, axes, id_name)?))),
            _ => Err("a test that compares two columns is not supported".to_owned()),
        },
    }
}

impl Mask {
    /// Whether the row at these positions fulfils it.
    pub(in crate::fake_cbs) fn fits(&self, index: &[u32], id: i64) -> bool {
        match self {
            Self::All(list) => list.iter().all(|mask| mask.fits(index, id)),
            Self::Any(list) => list.iter().any(|mask| mask.fits(index, id)),
            Self::Not(inner) => !inner.fits(index, id),
            Self::Axis(place, fits) => {
                let position = index.get(*place).and_then(|at| usize::try_from(*at).ok());
                position.and_then(|at| fits.get(at)).copied().unwrap_or(false)
            }
            Self::Id(expr) => expr.is_true(&|_| Some(Value::Number(id))).unwrap_or(false),
            Self::Fixed(fits) => *fits,
        }
    }

    /// Narrows the members of each axis, when the condition is one per axis. `false`: it is not.
    pub(in crate::fake_cbs) fn narrow(&self, members: &mut [Vec<u32>]) -> bool {
        match self {
            Self::Fixed(true) => true,
            Self::Fixed(false) => {
                members.iter_mut().for_each(Vec::clear);
                true
            }
            Self::All(list) => list.iter().all(|mask| mask.narrow(members)),
            Self::Axis(place, fits) => members.get_mut(*place).is_some_and(|axis| {
                axis.retain(|at| {
                    let at = usize::try_from(*at).ok();
                    at.and_then(|at| fits.get(at)).copied().unwrap_or(false)
                });
                true
            }),
            Self::Any(_) | Self::Not(_) | Self::Id(_) => false,
        }
    }
}
