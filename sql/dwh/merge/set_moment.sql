-- Keeps the moment that stands for the reference date, for the transaction.
-- Parameter: $1 text, the moment.
select set_config('sluis.moment', $1, true);
