-- Finds the reference date of the newest run that ended well: the date that the facts are of.
-- At most one row. Reads only.
select run.peildatum
from beheer.run as run
where run.status in ('succeeded', 'partial')
order by run.run_id desc
limit 1;
