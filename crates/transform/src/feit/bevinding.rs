//! The row of a finding.

use domain::{
    AgbCode, Berichtsoort, Clientsleutel, Identificatie, KetenSleutel, Product, Toewijzingnummer,
};

/// Row of `dwh.feit_bevinding`, without its life (first seen, last seen, status).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevinding {
    /// Chain of the record or allocation it hangs on.
    pub keten: KetenSleutel,
    /// Surrogate key: hash of code, chain, record and, for a finding on an allocation, what tells it apart.
    pub bevinding_sk: i64,
    /// Code of the rule: official (TR019) or own (DQ15).
    pub regelcode: &'static str,
    /// Kind of message it is about; 301 when it hangs on the allocation.
    pub berichtsoort: Berichtsoort,
    /// Message; `None` when it hangs on the allocation.
    pub bericht_identificatie: Option<Identificatie>,
    /// Place in the message; `None` when it hangs on the allocation.
    pub regelnummer: Option<u32>,
    /// `ToewijzingNummer` of the record or allocation.
    pub nummer: Option<Toewijzingnummer>,
    /// Person of the record or allocation.
    pub client: Clientsleutel,
    /// Provider of the record or allocation.
    pub agb: AgbCode,
    /// Product of the record or allocation.
    pub product: Option<Product>,
    /// Dutch sentence for a reader: what was found against what was expected; dates, codes and numbers of records only.
    pub toelichting: String,
}
