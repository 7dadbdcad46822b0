-- Lets publications of tables wait for each other until the end of the transaction: one may take
-- minutes, so this waits longer than a session waits for a report.
set local lock_timeout = '1h';
lock table ref.statline_tabel in share row exclusive mode;
set local lock_timeout to default;
