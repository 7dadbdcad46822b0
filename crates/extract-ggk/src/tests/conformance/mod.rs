//! Tests against judges from outside: the published schemas, their element lists, and libxml2.
//!
//! Each skips, and says so, when what it compares with is not on this machine.

mod berichten;
mod elementen;
mod model;
mod tabellen;
mod welgevormd;
mod xmllint;
