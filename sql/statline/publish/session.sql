-- Settings of publishing a table of CBS, for its transaction only: memory for one join or sort of
-- millions of cells, no end to a transaction that waits for its own next statement, and none to a
-- statement that takes longer than the role is given by default. Idempotent.
set local work_mem = '128MB';
set local random_page_cost = 1.1;
set local jit = off;
set local idle_in_transaction_session_timeout = '1h';
set local statement_timeout = 0;
