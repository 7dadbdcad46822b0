-- Keeps the table of one more entity for this transaction, when it is free at once: who waits for
-- one table while it keeps another may hold up a backup, and one of both would be ended.
-- Template: entiteit. Idempotent.
lock table landing.csv_entiteit in access exclusive mode nowait;
