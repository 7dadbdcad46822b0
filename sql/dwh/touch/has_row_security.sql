-- Whether row level security holds for this login: then nothing can be copied into the facts.
-- One row, one boolean. Reads only.
select row_security_active('dwh.feit_toewijzing') as has_row_security;
