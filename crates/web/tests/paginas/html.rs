//! As much of HTML as it takes to hold a page against the rules. What templates write is escaped, so `<` begins a tag.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a page that cannot be read is a failing test"
)]

use std::collections::BTreeMap;

/// A tag that opens.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) naam: String,
    pub(crate) attributen: BTreeMap<String, String>,
    /// Names of the tags around it, outermost first.
    pub(crate) in_tags: Vec<String>,
    /// Number of the nearest tag of each name around it, so that one form can be told from another.
    pub(crate) nummer: usize,
    pub(crate) ouders: Vec<usize>,
}

impl Tag {
    pub(crate) fn heeft(&self, naam: &str) -> Option<&str> {
        self.attributen.get(naam).map(String::as_str)
    }
}

const ZONDER_EIND: [&str; 6] = ["!doctype", "meta", "link", "input", "br", "hr"];

/// All tags of a page in order. Fails when one is not closed where it should be.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for stuk in html.split('<').skip(1) {
        let (binnen, _) = stuk.split_once('>').unwrap_or_else(|| panic!("an open tag: <{stuk}"));
        if let Some(eind) = binnen.strip_prefix('/') {
            let laatste = open.pop().unwrap_or_else(|| panic!("</{eind}> closes nothing"));
            assert_eq!(tags[laatste].naam, eind, "closed out of order");
            continue;
        }
        let is_leeg = binnen.ends_with('/');
        let binnen = binnen.trim_end_matches('/');
        let naam = binnen.split_whitespace().next().unwrap().to_lowercase();
        let tag = Tag {
            attributen: attributen(binnen.get(naam.len()..).unwrap()),
            in_tags: open.iter().map(|&plek| tags[plek].naam.clone()).collect(),
            nummer: tags.len(),
            ouders: open.clone(),
            naam,
        };
        if !is_leeg && !ZONDER_EIND.contains(&tag.naam.as_str()) {
            open.push(tags.len());
        }
        tags.push(tag);
    }
    assert!(
        open.is_empty(),
        "not closed: {:?}",
        open.iter().map(|&plek| &tags[plek].naam).collect::<Vec<_>>()
    );
    tags
}

fn attributen(tekst: &str) -> BTreeMap<String, String> {
    let mut lijst = BTreeMap::new();
    let mut rest = tekst.trim();
    while !rest.is_empty() {
        let eind = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (naam, na) = rest.split_at(eind);
        let (waarde, na) = match na.strip_prefix("=\"") {
            Some(na) => na.split_once('"').unwrap(),
            None => ("", na),
        };
        let dubbel = lijst.insert(naam.to_owned(), waarde.to_owned());
        assert!(dubbel.is_none(), "twice {naam} in {tekst}");
        rest = na.trim_start();
    }
    lijst
}
