//! `OData` v3.
