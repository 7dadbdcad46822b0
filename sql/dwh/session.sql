-- Settings of a publication, for its transaction only. Memory for one sort and for building
-- indexes; the reader waits for the writer and the other way round, so an idle transaction is no
-- fault. A page that an index points at is as near as the next one: solid state, or cached.
-- Compiling the long statements costs more than it saves.
set local work_mem = '64MB';
set local maintenance_work_mem = '256MB';
set local random_page_cost = 1.1;
set local jit = off;
set local idle_in_transaction_session_timeout = '1h';
