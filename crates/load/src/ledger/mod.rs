//! The writing side of the ledger: runs, tasks, files, key id, audit.
