//! Publishing facts and dimensions of the touched chains in one transaction. Owner: publish.
