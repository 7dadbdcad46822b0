-- Makes opening and ending a pull wait for each other until the end of the transaction.
-- Storing a page does not wait.
lock table landing.statline_trek in share row exclusive mode;
