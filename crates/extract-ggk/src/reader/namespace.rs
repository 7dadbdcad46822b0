//! Prefixes and the namespaces they are bound to.

use std::borrow::Cow;

/// Where a name lives, as far as a message can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ruimte {
    /// The namespace of this message, such as `.../ijw/3_2/jw301/schema`.
    Bericht,
    /// The basis schema of the same law and release.
    Basis,
    /// No namespace, or any other.
    Ander,
}

/// Instances of schema attributes: `xsi:nil`, `xsi:schemaLocation`.
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

#[derive(Debug)]
struct Binding<'a> {
    prefix: &'a str,
    uri: Cow<'a, str>,
    ruimte: Ruimte,
}

/// The bindings in force, innermost last.
#[derive(Debug, Default)]
pub(crate) struct Namespaces<'a> {
    bindings: Vec<Binding<'a>>,
    bericht: String,
    basis: String,
}

impl<'a> Namespaces<'a> {
    /// Number of bindings in force, to go back to with [`Namespaces::truncate`].
    pub(crate) fn len(&self) -> usize {
        self.bindings.len()
    }

    #[inline]
    pub(crate) fn truncate(&mut self, len: usize) {
        self.bindings.truncate(len);
    }

    /// Says which namespaces are those of the message, once its root is known.
    pub(crate) fn set_message(&mut self, bericht: String, basis: String) {
        self.bericht = bericht;
        self.basis = basis;
        for at in 0..self.bindings.len() {
            let ruimte = self.bindings.get(at).map(|binding| self.classify(&binding.uri));
            if let (Some(binding), Some(ruimte)) = (self.bindings.get_mut(at), ruimte) {
                binding.ruimte = ruimte;
            }
        }
    }

    fn classify(&self, uri: &str) -> Ruimte {
        if uri.is_empty() {
            Ruimte::Ander
        } else if uri == self.bericht {
            Ruimte::Bericht
        } else if uri == self.basis {
            Ruimte::Basis
        } else {
            Ruimte::Ander
        }
    }

    /// Binds `prefix` (empty: the default namespace); `None` when the standard forbids it.
    ///
    /// # Source
    /// Namespaces in XML 1.0, 3 and 2.2.
    #[must_use]
    pub(crate) fn bind(&mut self, prefix: &'a str, uri: Cow<'a, str>) -> Option<()> {
        let is_forbidden = prefix == "xmlns"
            || uri == XMLNS
            || (prefix == "xml") != (uri == XML)
            || (uri.is_empty() && !prefix.is_empty());
        if is_forbidden {
            return None;
        }
        let ruimte = self.classify(&uri);
        self.bindings.push(Binding { prefix, uri, ruimte });
        Some(())
    }

    /// The namespace that `prefix` stands for; `None` when it is not bound.
    #[inline]
    pub(crate) fn resolve(&self, prefix: &str) -> Option<Ruimte> {
        match self.bindings.iter().rev().find(|binding| binding.prefix == prefix) {
            Some(binding) => Some(binding.ruimte),
            None => (prefix.is_empty() || prefix == "xml").then_some(Ruimte::Ander),
        }
    }

    /// The URI that `prefix` stands for; empty for none.
    pub(crate) fn uri(&self, prefix: &str) -> &str {
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        bound.map_or("", |binding| &binding.uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_binding_counts() {
        let mut spaces = Namespaces::default();
        assert_eq!(spaces.resolve(""), Some(Ruimte::Ander));
        assert_eq!(spaces.resolve("a"), None);
        assert!(spaces.bind("a", "urn:m".into()).is_some());
        spaces.set_message("urn:m".to_owned(), "urn:b".to_owned());
        assert_eq!(spaces.resolve("a"), Some(Ruimte::Bericht));
        let outer = spaces.len();
        assert!(spaces.bind("a", "urn:b".into()).is_some());
        assert_eq!((spaces.resolve("a"), spaces.uri("a")), (Some(Ruimte::Basis), "urn:b"));
        spaces.truncate(outer);
        assert_eq!(spaces.resolve("a"), Some(Ruimte::Bericht));
    }

    #[test]
    fn some_bindings_are_forbidden() {
        let mut spaces = Namespaces::default();
        for (prefix, uri) in
            [("xmlns", "urn:x"), ("xml", "urn:x"), ("a", XML), ("a", ""), ("a", XMLNS)]
        {
            assert!(spaces.bind(prefix, uri.into()).is_none(), "{prefix}");
        }
        assert!(spaces.bind("xml", XML.into()).is_some());
        assert!(spaces.bind("", "".into()).is_some());
    }
}
