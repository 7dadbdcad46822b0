//! Folders of iWmo and iJw messages: which files there are, how they are divided into tasks, what they hold.

mod divide;
mod file;
mod read;

pub(crate) use divide::{Divider, Herlees, Werk};
pub(crate) use read::{Gelezen, read_batch};

/// How files end that may hold messages, also EI files, which are named and set aside.
pub(crate) const EXTENSIONS: [&str; 6] = ["xml", "zip", "gz", "txt", "ei", "asc"];
