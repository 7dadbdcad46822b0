//! One task into landing: every accepted record once, with its ledger rows, in one transaction.
