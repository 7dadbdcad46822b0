-- Waits for locks as long again as the session does. For the transaction only. Idempotent.
set local lock_timeout to default;
