-- Whether there is or was a local account of this name. Reads only. Parameter: $1 naam.
select count(*) > 0 as is_bekend
from beheer.gebruiker as gebruiker
where gebruiker.naam = $1
