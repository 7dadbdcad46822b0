//! A list of JSON objects as an entity set: filtered, cut and put into the envelope of a protocol.

use super::fields::{Fields, keep_fields};
use super::filter::{Dialect, Value, parse};
use super::request::{Request, encode};
use super::response::Response;
use super::rows::{Slice, Wish};

/// Where an answer comes from: decides its links and its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) dialect: Dialect,
    /// What `@odata.context` or `odata.metadata` says.
    pub(super) context: &'p str,
    /// Address of the set without its query, for the link to the next page.
    pub(super) address: &'p str,
    /// Rows on a page.
    pub(super) page: u64,
}

/// Reads the query options of a request.
pub(super) fn wish(request: &Request, place: &Place<'_>) -> Result<Wish, String> {
    let filter = request.option("$filter").filter(|text| !text.is_empty());
    let select = request
        .option("$select")
        .map(|names| names.split(',').map(|name| name.trim().to_owned()).collect());
    Ok(Wish {
        filter: filter.map(|text| parse(text, place.dialect)).transpose()?,
        select,
        skip: request.number("$skip").unwrap_or(0),
        take: request.number("$top").unwrap_or(u64::MAX).min(place.page),
    })
}

/// Cuts the wanted objects out of a list.
pub(super) fn slice_objects(objects: &[String], wish: &Wish) -> Result<Slice, String> {
    let mut slice = Slice::default();
    for object in objects {
        if let Some(expr) = &wish.filter {
            let fields = Fields::read(object)?;
            let lookup = |name: &str| match fields.get(name)? {
                "null" => Some(Value::Null),
                json => match json.parse() {
                    Ok(number) => Some(Value::Number(number)),
                    Err(_) => Some(Value::Text(fields.text(name)?.into())),
                },
            };
            if !expr.is_true(&lookup)? {
                continue;
            }
        }
        if slice.is_wanted(wish) {
            slice.separate();
            match &wish.select {
                Some(names) => slice.json.push_str(&keep_fields(object, names)?),
                None => slice.json.push_str(object),
            }
        }
        slice.total = slice.total.saturating_add(1);
    }
    Ok(slice)
}

/// Puts a page into its envelope, with the link to the next one.
/// `count` is what `$count=true` tells.
pub(super) fn envelope(
    request: &Request,
    place: &Place<'_>,
    wish: &Wish,
    slice: &Slice,
    count: u64,
) -> Response {
    let (context, next) = match place.dialect {
        Dialect::V3 => ("odata.metadata", "odata.nextLink"),
        Dialect::V4 => ("@odata.context", "@odata.nextLink"),
    };
    let mut body = format!("{{\"{context}\":{}", super::cel::quoted(place.context));
    if place.dialect == Dialect::V4 && request.option("$count") == Some("true") {
        body.extend([",\"@odata.count\":", &count.to_string()]);
    }
    body.push_str(",\"value\":[");
    body.push_str(&slice.json);
    body.push(']');
    if let Some(link) = next_link(request, place, wish, slice.total) {
        body.extend([",\"", next, "\":", &super::cel::quoted(&link)]);
    }
    body.push('}');
    Response::json(body)
}

/// The address of the next page: the whole query again, with another `$skip`.
fn next_link(request: &Request, place: &Place<'_>, wish: &Wish, total: u64) -> Option<String> {
    let end = wish.skip.saturating_add(wish.take);
    let top = request.number("$top");
    let left = top.map(|top| top.saturating_sub(wish.take));
    if end >= total || left == Some(0) {
        return None;
    }
    let kept = request.query.iter().filter(|(name, _)| name != "$skip" && name != "$top");
    let mut pairs: Vec<String> =
        kept.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    pairs.extend(left.map(|left| format!("$top={left}")));
    pairs.push(format!("$skip={end}"));
    Some(format!("{}?{}", place.address, pairs.join("&")))
}
