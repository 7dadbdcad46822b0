//! The tables against each other, and against the page that shows them.
