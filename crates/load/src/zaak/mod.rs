//! Landing of the CSV of case systems: deliveries of records, folded into runs.
//!
//! A delivery (*levering*) is a file with a reference date. It is full, or only tells what changed. A row of
//! `landing.csv_<entiteit>` is a run: content that stood from one delivery until before another. Deliveries are ordered by
//! (reference date, name), and whatever the order in which they arrive, landing is the same, because the runs and the list
//! of deliveries together tell what stood in each full delivery:
//!
//! - A full delivery ends the run of a key that it does not have, and goes on with a run of the same content.
//! - Changes begin a run for every key that they tell of, even when it tells what stood; other keys go on.
//! - Of two full deliveries of one day that with the greater name counts, the other changes nothing. Changes of one day
//!   count key by key: the greater name, and before a full delivery only with a greater name than it.
//! - A key that is there twice with different content is in doubt (`DUPLICATE_KEY`): its lines are refused as a whole, and
//!   the delivery says nothing of the keys on them (`beheer.csv_onbeslist`); what stood stays, neither ended nor changed.
//! - A row that the extractor refused tells no key, so a full delivery ends the run that it would have held up. Therefore a
//!   full delivery of which more than `daling_max` percent is refused, while something stood, is refused itself.
//! - A delivery without a good record changes nothing and is no neighbour of another.
//! - A file with the bytes of an earlier one of its day is a duplicate (`dubbel`) when it changes no run, but for which
//!   file it names: by another mapping it may tell something else.
//!
//! One thing does depend on the order of arrival: whether a full delivery is refused as a whole (`DELIVERY_DROP`). It is
//! judged by what stood just before its day as far as that had arrived, so a small one that comes before what it is smaller
//! than is loaded, and after it is refused. Once loaded it is not judged again; of the deliveries that are loaded landing
//! is the same in any order.
//!
//! Reading a file again folds its delivery out first, so its own effect is replaced. One thing is not kept: what a delivery
//! of the same day with a lesser name told. When the greater one no longer tells it, read the lesser one again. And what a
//! later full delivery told too, and so was one run with it, stays as a run from that one's day: it keeps the file and line
//! from which it was stored (`bestand_id`, `regel`), which are of the file that was folded out, as it was then.

mod dubbel;
mod grootboek;
mod kolommen;
mod levering;
mod ontdubbel;
mod oordeel;
mod pak;
mod rechtstreeks;
mod samenvoegen;
mod schrijver;
mod uitvouwen;
mod vergeten;

pub use levering::{Begonnen, Geschreven, Geweigerd, Levering, Leveringsoort};
pub use pak::{Gepakt, Inpakker, Pak};
pub use schrijver::{Schrijver, weiger_bestand};
pub use vergeten::{Vergeten, vergeet};
