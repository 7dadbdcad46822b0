-- Lets the server see within two seconds that the client of this transaction is gone, also in the
-- middle of a statement: a stopped run does not keep the next one waiting. Idempotent.
set local client_connection_check_interval = '2s';
