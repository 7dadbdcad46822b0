//! What is wrong with a mapping, where, and what to write instead.

/// Why a mapping cannot be used. `pad` is the key, such as `zaak.velden.status`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MappingFout {
    /// The text is not TOML.
    #[error("the mapping is not TOML: {0}")]
    Toml(Box<str>),
    /// A key that a mapping does not have at that place.
    #[error("`{pad}` is no key of a mapping; {raad}")]
    Onbekend {
        /// The key.
        pad: Box<str>,
        /// The nearest one, or all there are.
        raad: Box<str>,
    },
    /// A value of another kind or outside its range.
    #[error("`{pad}`: write {verwacht}")]
    Waarde {
        /// The key.
        pad: Box<str>,
        /// What may stand there.
        verwacht: Box<str>,
    },
    /// A field that the entity does not have.
    #[error("`{pad}`: {entiteit} has no such field; {raad}")]
    Veld {
        /// The key.
        pad: Box<str>,
        /// The entity.
        entiteit: &'static str,
        /// The nearest one, or all there are.
        raad: Box<str>,
    },
    /// A field without which the entity cannot be made.
    #[error(
        "`{entiteit}`: nothing feeds `{veld}`; name its column in [{entiteit}.velden] or its value in `{entiteit}.vast`"
    )]
    Ontbreekt {
        /// The entity.
        entiteit: &'static str,
        /// The field.
        veld: &'static str,
    },
    /// A field with a column and a fixed value.
    #[error("`{pad}` has a column and a fixed value; leave one out")]
    Dubbel {
        /// The key.
        pad: Box<str>,
    },
    /// A value list that is not there.
    #[error("`{pad}`: there is no value list `{lijst}`; {raad}")]
    Lijst {
        /// The key.
        pad: Box<str>,
        /// The list.
        lijst: Box<str>,
        /// The nearest one, or where to write it.
        raad: Box<str>,
    },
    /// An expression that does not compile.
    #[error("`{pad}` is no regular expression")]
    Regex {
        /// The key.
        pad: Box<str>,
        /// Why.
        source: regex::Error,
    },
    /// Nothing to feed.
    #[error("the mapping feeds no entity; add a section such as [zaak] with [zaak.velden]")]
    GeenEntiteit,
}
