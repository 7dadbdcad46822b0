-- Settings of storing a page, for its transaction only: a page of 100,000 rows may take longer than
-- the role is given by default for one statement. Idempotent.
set local statement_timeout = 0;
