//! Trees of groups: of members of a dimension, of measures.

use std::collections::BTreeMap;

/// Deeper trees are cut: CBS uses at most six levels.
const DEPTH_MAX: usize = 32;

#[derive(Debug, Clone)]
struct Groep {
    titel: String,
    ouder: String,
}

/// The groups of one dimension, or of the measures, by their id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groepen(BTreeMap<String, Groep>);

impl Groepen {
    /// Adds a group; `ouder` is empty for one at the top.
    pub(crate) fn voeg_toe(&mut self, id: &str, titel: &str, ouder: &str) {
        let groep = Groep { titel: titel.to_owned(), ouder: ouder.to_owned() };
        self.0.entry(id.to_owned()).or_insert(groep);
    }

    /// Titles of the groups around a member of group `id`, outermost first.
    ///
    /// A group that is not in the list, a circle and the depth limit end the path: the titles found so far stand.
    pub(crate) fn pad(&self, id: &str) -> Vec<String> {
        let mut seen = Vec::new();
        let mut next = id;
        let mut path = Vec::new();
        while let Some(groep) = self.0.get(next) {
            if seen.contains(&next) || seen.len() == DEPTH_MAX {
                break;
            }
            seen.push(next);
            path.push(groep.titel.clone());
            next = &groep.ouder;
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_outermost_first_and_ends_at_a_circle() {
        let mut groepen = Groepen::default();
        for (id, titel, ouder) in [
            ("0", "SBI 2008", ""),
            ("3", "Bedrijfstak", "0"),
            ("9", "Kant", "8"),
            ("8", "Wal", "9"),
            ("7", "Los", "70"),
            ("3", "Later", ""),
        ] {
            groepen.voeg_toe(id, titel, ouder);
        }
        for (id, path) in [
            ("3", vec!["SBI 2008", "Bedrijfstak"]),
            ("0", vec!["SBI 2008"]),
            ("9", vec!["Wal", "Kant"]),
            ("7", vec!["Los"]),
            ("", vec![]),
            ("x", vec![]),
        ] {
            assert_eq!(groepen.pad(id), path, "{id}");
        }
    }

    #[test]
    fn a_path_has_a_limited_depth() {
        let mut groepen = Groepen::default();
        for id in 0..100 {
            groepen.voeg_toe(&id.to_string(), "laag", &(id + 1).to_string());
        }
        assert_eq!(groepen.pad("0").len(), DEPTH_MAX);
    }
}
