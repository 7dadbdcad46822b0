//! The rows of a table in the shape of a protocol: chosen, counted and cut into pages.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::cel::{FakeCel, Plek, quoted};
use super::fields::keep_fields;
use super::filter::{Expr, Mask, compile};
use super::tabel::{Cellen, FakeTable};

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    V4,
    Typed,
    Untyped,
}

impl Shape {
    pub(super) const fn id_name(self) -> &'static str {
        match self {
            Self::V4 => "Id",
            Self::Typed | Self::Untyped => "ID",
        }
    }
}

/// A column whose values come from a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Axis {
    pub(super) name: String,
    /// Values as rows have them: v3 with padding.
    pub(super) texts: Vec<String>,
}

/// Which rows are wanted.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    pub(super) filter: Option<Expr>,
    pub(super) select: Option<Vec<String>>,
    pub(super) skip: u64,
    pub(super) take: u64,
}

/// Rows of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Slice {
    /// JSON objects with commas between.
    pub(super) json: String,
    /// Rows that fulfil the condition, on all pages together.
    pub(super) total: u64,
}

/// The lists behind the columns of a table; v4: the measures last.
pub(super) fn axes(table: &FakeTable, shape: Shape) -> Vec<Axis> {
    let mut axes = Vec::new();
    for dimensie in &table.dimensies {
        let texts = dimensie.codes.iter().map(|code| match shape {
            Shape::V4 => code.code.clone(),
            Shape::Typed | Shape::Untyped => dimensie.sleutel(&code.code),
        });
        axes.push(Axis { name: dimensie.naam.clone(), texts: texts.collect() });
    }
    if shape == Shape::V4 {
        let texts = table.onderwerpen.iter().map(|onderwerp| onderwerp.code.clone()).collect();
        axes.push(Axis { name: "Measure".to_owned(), texts });
    }
    axes
}

/// Cuts the wanted rows out of a table; the error is what the filter has wrong.
pub(super) fn slice(table: &FakeTable, shape: Shape, wish: &Wish) -> Result<Slice, String> {
    let axes = axes(table, shape);
    let mask = match &wish.filter {
        Some(expr) => compile(expr, &axes, shape.id_name())?,
        None => Mask::Fixed(true),
    };
    match &table.cellen {
        Cellen::Dicht { .. } => Ok(Dense::new(table, shape, axes, wish).slice(&mask)),
        Cellen::Opname { rijen, .. } => {
            let mut slice = Slice::default();
            for rij in rijen.iter().filter(|rij| mask.fits(&rij.codes, rij.id)) {
                if slice.is_wanted(wish) {
                    slice.separate();
                    match &wish.select {
                        Some(names) => slice.json.push_str(&keep_fields(&rij.json, names)?),
                        None => slice.json.push_str(&rij.json),
                    }
                }
                slice.total = slice.total.saturating_add(1);
            }
            Ok(slice)
        }
    }
}

impl Slice {
    /// Whether the next row that fits is on the page.
    pub(super) fn is_wanted(&self, wish: &Wish) -> bool {
        self.total >= wish.skip && self.total < wish.skip.saturating_add(wish.take)
    }

    pub(super) fn separate(&mut self) {
        if !self.json.is_empty() {
            self.json.push(',');
        }
    }
}

/// A table of which every cell of the product of the lists can be computed.
struct Dense<'t> {
    table: &'t FakeTable,
    shape: Shape,
    /// The lists as JSON texts.
    json: Vec<Vec<String>>,
    sizes: Vec<u64>,
    /// Places without a row, in v4.
    absent: BTreeSet<u64>,
    columns: Vec<String>,
    wish: &'t Wish,
}

impl<'t> Dense<'t> {
    fn new(table: &'t FakeTable, shape: Shape, axes: Vec<Axis>, wish: &'t Wish) -> Self {
        let sizes: Vec<u64> = axes.iter().map(|axis| size(axis.texts.len())).collect();
        let absent = absent(table, shape, &axes, &sizes);
        let columns = table.onderwerpen.iter().enumerate();
        let columns = columns.map(|(plek, onderwerp)| onderwerp.kolom(plek)).collect();
        let json =
            axes.into_iter().map(|axis| axis.texts.iter().map(|text| quoted(text)).collect());
        Self { table, shape, json: json.collect(), sizes, absent, columns, wish }
    }

    fn slice(&self, mask: &Mask) -> Slice {
        let mut members: Vec<Vec<u32>> =
            self.json.iter().map(|list| (0..).zip(list).map(|(at, _)| at).collect()).collect();
        let is_product = self.absent.is_empty() && mask.narrow(&mut members);
        if is_product { self.product(&members) } else { self.scan(mask) }
    }

    /// The rows of a product of lists: the place of each is computed, whatever comes before it.
    fn product(&self, members: &[Vec<u32>]) -> Slice {
        let sizes: Vec<u64> = members.iter().map(|list| size(list.len())).collect();
        let total = sizes.iter().fold(1_u64, |total, size| total.saturating_mul(*size));
        let mut slice = Slice { json: String::new(), total };
        let end = self.wish.skip.saturating_add(self.wish.take).min(total);
        for number in self.wish.skip..end {
            let places = unflatten(number, &sizes);
            let index: Vec<u32> = places
                .iter()
                .zip(members)
                .map(|(at, list)| {
                    usize::try_from(*at).ok().and_then(|at| list.get(at)).copied().unwrap_or(0)
                })
                .collect();
            let flat = flatten(&index, &self.sizes);
            slice.separate();
            self.write(&index, flat, &mut slice.json);
        }
        slice
    }

    fn scan(&self, mask: &Mask) -> Slice {
        let all = self.sizes.iter().fold(1_u64, |total, size| total.saturating_mul(*size));
        let mut slice = Slice::default();
        let mut id = 0;
        for flat in 0..all {
            if self.absent.contains(&flat) {
                continue;
            }
            let index = unflatten(flat, &self.sizes);
            if mask.fits(&index, i64::try_from(id).unwrap_or(i64::MAX)) {
                if slice.is_wanted(self.wish) {
                    slice.separate();
                    self.write(&index, id, &mut slice.json);
                }
                slice.total = slice.total.saturating_add(1);
            }
            id = id.saturating_add(1);
        }
        slice
    }

    fn is_selected(&self, name: &str) -> bool {
        self.wish.select.as_ref().is_none_or(|names| names.iter().any(|wanted| wanted == name))
    }

    fn write(&self, index: &[u32], id: u64, out: &mut String) {
        let codes = |at: usize| {
            let position = index.get(at).and_then(|at| usize::try_from(*at).ok())?;
            self.json.get(at)?.get(position)
        };
        let mut object = Object { out, is_first: true };
        object.out.push('{');
        if self.is_selected(self.shape.id_name()) {
            object.field(self.shape.id_name(), &id.to_string());
        }
        let dimensions = self.table.dimensies.len();
        let write_codes = |object: &mut Object<'_>| {
            for (at, dimensie) in self.table.dimensies.iter().enumerate() {
                if self.is_selected(&dimensie.naam) {
                    object.field(&dimensie.naam, codes(at).map_or("null", String::as_str));
                }
            }
        };
        if self.shape == Shape::V4 {
            let measure =
                index.get(dimensions).and_then(|at| usize::try_from(*at).ok()).unwrap_or(0);
            let [attribute, value, text] = self.cel(index, measure).v4();
            let code = codes(dimensions).map_or("null", String::as_str);
            let fields = [
                ("Measure", code),
                ("ValueAttribute", &attribute),
                ("Value", &value),
                ("StringValue", &text),
            ];
            for (name, json) in fields {
                if self.is_selected(name) {
                    object.field(name, json);
                }
            }
            write_codes(&mut object);
        } else {
            write_codes(&mut object);
            for ((measure, onderwerp), column) in
                self.table.onderwerpen.iter().enumerate().zip(&self.columns)
            {
                if self.is_selected(column) {
                    let cel = self.cel(index, measure);
                    let is_typed = self.shape == Shape::Typed;
                    let json = if is_typed { cel.typed(onderwerp) } else { cel.untyped(onderwerp) };
                    object.field(column, &json);
                }
            }
        }
        object.out.push('}');
    }

    fn cel(&self, index: &[u32], measure: usize) -> FakeCel {
        let Cellen::Dicht { formule, anders } = &self.table.cellen else {
            return FakeCel::Afwezig;
        };
        let codes: Vec<&str> = self
            .table
            .dimensies
            .iter()
            .zip(index)
            .filter_map(|(dimensie, at)| {
                let code = dimensie.codes.get(usize::try_from(*at).ok()?)?;
                Some(code.code.as_str())
            })
            .collect();
        let onderwerp = self.table.onderwerpen.get(measure).map_or("", |found| &found.code);
        if !anders.is_empty() {
            let codes = codes.iter().map(|code| (*code).to_owned()).collect();
            if let Some(cel) = anders.get(&(codes, onderwerp.to_owned())) {
                return cel.clone();
            }
        }
        let posities = index.get(..codes.len()).unwrap_or_default();
        formule(&Plek { codes: &codes, posities, onderwerp, plek_onderwerp: measure })
    }
}

/// Places of the cells that have no row in v4.
fn absent(table: &FakeTable, shape: Shape, axes: &[Axis], sizes: &[u64]) -> BTreeSet<u64> {
    let Cellen::Dicht { anders, .. } = &table.cellen else { return BTreeSet::new() };
    if shape != Shape::V4 {
        return BTreeSet::new();
    }
    let places =
        anders.iter().filter(|(_, cel)| **cel == FakeCel::Afwezig).filter_map(|(key, _)| {
            let codes = key.0.iter().chain(core::iter::once(&key.1));
            let index = codes.zip(axes).map(|(code, axis)| {
                let at = axis.texts.iter().position(|text| text == code)?;
                u32::try_from(at).ok()
            });
            Some(flatten(&index.collect::<Option<Vec<_>>>()?, sizes))
        });
    places.collect()
}

/// Writes the fields of one object.
struct Object<'o> {
    out: &'o mut String,
    is_first: bool,
}

impl Object<'_> {
    fn field(&mut self, name: &str, json: &str) {
        let comma = if self.is_first { "" } else { "," };
        self.is_first = false;
        // Writing to a String cannot fail.
        let _ = write!(self.out, "{comma}\"{name}\":{json}");
    }
}

/// The ID law: the last axis is the fastest.
fn flatten(index: &[u32], sizes: &[u64]) -> u64 {
    index
        .iter()
        .zip(sizes)
        .fold(0, |flat: u64, (at, size)| flat.saturating_mul(*size).saturating_add(u64::from(*at)))
}

fn unflatten(mut flat: u64, sizes: &[u64]) -> Vec<u32> {
    let mut index: Vec<u32> = sizes
        .iter()
        .rev()
        .map(|size| {
            let size = (*size).max(1);
            let at = flat % size;
            flat /= size;
            u32::try_from(at).unwrap_or(u32::MAX)
        })
        .collect();
    index.reverse();
    index
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
