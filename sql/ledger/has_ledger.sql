-- Tells whether the ledger was made. One row, one boolean. Reads only.
select to_regclass('beheer.run') is not null as has_ledger;
