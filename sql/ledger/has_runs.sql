-- Tells whether any run was ever started. One row, one boolean. Reads only.
select exists(select 1 from beheer.run) as has_runs;
