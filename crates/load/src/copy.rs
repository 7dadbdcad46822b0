//! Binary COPY.
