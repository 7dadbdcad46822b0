-- Removes one entity of a source. Template: entiteit. Parameter: $1 bron. Idempotent.
delete from landing.csv_entiteit as csv
where csv.bron = $1;
