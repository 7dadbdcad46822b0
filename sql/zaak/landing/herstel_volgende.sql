-- The next full delivery, the same for every key.
-- Parameter: $1 date. Changes csv_herstel.
update csv_herstel
set volgende = $1;
