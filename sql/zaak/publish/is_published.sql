-- Tells whether these deliveries were published. One row, one boolean. Reads only.
-- Parameter: $1 fingerprint of the rules and the deliveries.
select count(*) > 0 as is_published
from beheer.csv_publicatie as publicatie
where publicatie.vingerafdruk = $1;
