//! The keys of measures, areas and combinations of codes.
