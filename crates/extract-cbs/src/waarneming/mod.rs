//! Pages to observations.
