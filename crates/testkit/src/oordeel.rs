//! What the truth says about one 305, 307 or 323 record.

/// One part of the verdict of linkage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deel {
    /// Record and allocation say the same.
    Gelijk,
    /// They say something else.
    Verschillend,
    /// There is nothing to compare with.
    NietToetsbaar,
}

impl Deel {
    /// The word as it stands in `feit_koppeling`.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Gelijk => "gelijk",
            Self::Verschillend => "verschillend",
            Self::NietToetsbaar => "niet_toetsbaar",
        }
    }
}

/// The verdict of linkage on a record, as planned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Oordeel {
    /// `toewijzing_sk` of the allocation that is found.
    pub(crate) gevonden: Option<i64>,
    /// Same client?
    pub(crate) client: Deel,
    /// Same provider?
    pub(crate) aanbieder: Deel,
    /// Same product?
    pub(crate) product: Deel,
    /// Same period?
    pub(crate) periode: Deel,
    /// Same beschikking?
    pub(crate) beschikking: Deel,
    /// `koppelwijze`.
    pub(crate) wijze: &'static str,
    /// `koppelstatus`, unless the message is rejected.
    pub(crate) status: &'static str,
}

impl Oordeel {
    /// Linked by number, everything equal.
    pub(crate) const fn goed(gevonden: Option<i64>) -> Self {
        Self {
            gevonden,
            client: Deel::Gelijk,
            aanbieder: Deel::Gelijk,
            product: Deel::Gelijk,
            periode: Deel::Gelijk,
            beschikking: Deel::NietToetsbaar,
            wijze: "toewijzingnummer",
            status: "gekoppeld",
        }
    }

    /// Linked without a number, to the only allocation that fits.
    pub(crate) const fn kenmerken(gevonden: Option<i64>) -> Self {
        Self { wijze: "kenmerken", ..Self::goed(gevonden) }
    }

    /// Linked without a number, by its beschikking.
    pub(crate) const fn via_beschikking(gevonden: Option<i64>) -> Self {
        Self { wijze: "beschikking", beschikking: Deel::Gelijk, ..Self::goed(gevonden) }
    }

    /// No allocation found.
    pub(crate) const fn wees() -> Self {
        Self {
            gevonden: None,
            client: Deel::NietToetsbaar,
            aanbieder: Deel::NietToetsbaar,
            product: Deel::NietToetsbaar,
            periode: Deel::NietToetsbaar,
            beschikking: Deel::NietToetsbaar,
            wijze: "geen",
            status: "wees",
        }
    }

    /// With another client.
    #[must_use]
    pub(crate) const fn andere_client(self) -> Self {
        Self { client: Deel::Verschillend, status: "afgekeurd", ..self }
    }

    /// With another provider.
    #[must_use]
    pub(crate) const fn andere_aanbieder(self) -> Self {
        Self { aanbieder: Deel::Verschillend, status: "afgekeurd", ..self }
    }

    /// With another product.
    #[must_use]
    pub(crate) const fn ander_product(self) -> Self {
        Self { product: Deel::Verschillend, status: "afgekeurd", ..self }
    }

    /// With another period.
    #[must_use]
    pub(crate) const fn andere_periode(self) -> Self {
        Self { periode: Deel::Verschillend, status: "afgekeurd", ..self }
    }

    /// With this verdict on the beschikking, which changes nothing else.
    #[must_use]
    pub(crate) const fn beschikking(self, beschikking: Deel) -> Self {
        Self { beschikking, ..self }
    }

    /// Withdrawn, or the withdrawal itself.
    #[must_use]
    pub(crate) const fn ingetrokken(self) -> Self {
        Self { status: "ingetrokken", ..self }
    }

    /// `koppelstatus` when the message or line is rejected or not.
    pub(crate) fn koppelstatus(&self, lot: Lot) -> &'static str {
        match lot {
            Lot::Afgewezen if self.status != "ingetrokken" => "afgewezen",
            _ => self.status,
        }
    }
}

/// Whether a record was rejected by its receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lot {
    /// Accepted, or not answered yet.
    Telt,
    /// Rejected, alone or with its message.
    Afgewezen,
}

/// What becomes of a record.
#[derive(Debug, Clone)]
pub(crate) enum Wat {
    /// It loads, with this verdict and these findings.
    Laadt(Oordeel, Vec<&'static str>),
    /// It goes to quarantine with this code.
    Geweigerd(&'static str),
}

impl Wat {
    /// Loads without any finding.
    pub(crate) const fn goed(oordeel: Oordeel) -> Self {
        Self::Laadt(oordeel, Vec::new())
    }

    /// Whether the record is withdrawn, or withdraws.
    pub(crate) fn is_ingetrokken(&self) -> bool {
        matches!(self, Self::Laadt(oordeel, _) if oordeel.status == "ingetrokken")
    }

    /// Whether the record links, is in force and is no double (TR074).
    pub(crate) fn is_gekoppeld(&self, lot: Lot) -> bool {
        let Self::Laadt(oordeel, bevindingen) = self else { return false };
        oordeel.koppelstatus(lot) == "gekoppeld" && !bevindingen.contains(&"TR074")
    }

    /// Loads with one finding.
    pub(crate) fn met(oordeel: Oordeel, regelcode: &'static str) -> Self {
        Self::Laadt(oordeel, vec![regelcode])
    }
}
