//! Rebuilds the crate when a migration comes or goes: `migrate!` reads the folder at compile time.

fn main() {
    println!("cargo:rerun-if-changed=../../sql/migrations");
}
