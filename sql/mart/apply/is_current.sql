-- Whether the views of mart are there, all of them, and made from the text of this program.
-- Parameters: $1 the text, $2 the names. Reads only.
select count(*) = cardinality($2) as is_current
from beheer.weergave as weergave
inner join pg_catalog.pg_views as gemaakt
    on weergave.naam = gemaakt.viewname and gemaakt.schemaname = 'mart'
where
    weergave.naam = any($2)
    and weergave.vingerafdruk = encode(sha256(convert_to($1, 'UTF8')), 'hex');
