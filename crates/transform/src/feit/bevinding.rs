//! The row of a finding.

use domain::{
    AgbCode, Berichtsoort, Clientsleutel, Gemeentecode, Identificatie, KetenSleutel, Product,
    Toewijzingnummer,
};

/// Row of `dwh.feit_bevinding`, without its life (first seen, last seen, status).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevinding {
    /// Municipality of the record, allocation or message it hangs on.
    pub gemeente: Gemeentecode,
    /// Chain of the record or allocation it hangs on; of a rule that looks at more, the key of what it looked at.
    pub keten: KetenSleutel,
    /// Surrogate key: hash of code, chain, record and, for a finding on an allocation, what tells it apart.
    pub bevinding_sk: i64,
    /// Code of the rule: official (TR019) or own (DQ15).
    pub regelcode: &'static str,
    /// Kind of message it is about; 301 when it hangs on the allocation.
    pub berichtsoort: Berichtsoort,
    /// Message; `None` when it hangs on the allocation alone.
    pub bericht_identificatie: Option<Identificatie>,
    /// Place in the message; `None` when it hangs on the allocation or on the message as a whole.
    pub regelnummer: Option<u32>,
    /// `ToewijzingNummer` of the record or allocation.
    pub nummer: Option<Toewijzingnummer>,
    /// Person of the record or allocation; `None`: it is about a message, and its product is not known.
    pub client: Option<Clientsleutel>,
    /// Provider of the record or allocation.
    pub agb: AgbCode,
    /// Product of the record or allocation.
    pub product: Option<Product>,
    /// Dutch sentence for a reader: what was found against what was expected; dates, codes and numbers of records only.
    pub toelichting: String,
}

/// What the rules say of one chain, dossier, message or reference number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Toetsing {
    /// Findings that hold.
    pub bevindingen: Vec<Bevinding>,
    /// How long they hold when no record arrives.
    pub houdbaarheid: super::Houdbaarheid,
}
