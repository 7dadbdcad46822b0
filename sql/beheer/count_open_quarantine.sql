-- Counts the refusals that nobody has dealt with. Grain: one row. No parameters. Reads only.
select count(*) as aantal
from beheer.quarantaine as quarantaine
where quarantaine.status = 'open'
