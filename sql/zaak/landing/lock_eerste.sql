-- Keeps the table of one entity for this transaction: its indexes are taken off and built anew.
-- Template: entiteit. Idempotent.
lock table landing.csv_entiteit in access exclusive mode;
