-- Lets publications of tables wait for each other until the end of the transaction.
lock table ref.statline_tabel in share row exclusive mode;
