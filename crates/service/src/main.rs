//! The `sluis` binary: hands over to [`service`] and ends with its exit code.

fn main() {}
