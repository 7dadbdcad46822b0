-- The next full delivery, the same for every key.
-- Parameter: $1 date. Changes csv_plan.
update csv_plan
set volgende = $1;
