//! The reading side of the ledger: status, runs, quarantine. Owner: cli.
