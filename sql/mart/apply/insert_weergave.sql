-- Remembers which views were made, and from which text.
-- Parameters: $1 the text, $2 the names. Not idempotent: after delete_weergave.sql.
insert into beheer.weergave (naam, vingerafdruk, gemaakt_op)
select
    naam.naam,
    encode(sha256(convert_to($1, 'UTF8')), 'hex') as vingerafdruk,
    now() as gemaakt_op
from unnest($2::text[]) as naam (naam);
