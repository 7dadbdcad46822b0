//! `OData` v4.
