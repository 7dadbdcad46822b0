-- Settings of a delivery, for its transaction only: memory for one sort or hash, and no end to a
-- statement or to the wait for rows of a large file. Idempotent.
set local work_mem = '128MB';
set local maintenance_work_mem = '256MB';
set local random_page_cost = 1.1;
set local statement_timeout = 0;
set local idle_in_transaction_session_timeout = '1h';
