//! Folders of iWmo and iJw messages: which files there are, how they are divided into tasks, what they hold.

mod divide;
mod file;
mod list;
mod read;

pub(crate) use divide::{Divider, Herlees, Werk};
pub(crate) use list::{Chunk, Overgeslagen, list_folder};
pub(crate) use read::{Gelezen, read_batch};
