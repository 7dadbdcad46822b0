//! Reading the records of the touched chains from landing. Owner: publish.
