-- Measures the records of one entity in a delivery. Template: entiteit. Idempotent.
analyze nieuw_entiteit;
