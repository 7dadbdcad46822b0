-- A key for the records of one entity in a delivery; fails when one is there twice.
-- Template: entiteit. Not idempotent; gone at the end of the transaction.
create unique index nieuw_entiteit_sleutel on nieuw_entiteit (rij_sleutel);
