-- Measures the records of one entity in a delivery, of what they are joined by.
-- Template: entiteit. Idempotent.
analyze nieuw_entiteit (rij_sleutel, regel);
