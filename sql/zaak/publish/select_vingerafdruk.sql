-- Tells which deliveries of CSV there are: a hash, whatever their order. A delivery that was
-- written again is another one (xmin). One row, one text.
-- Reads only. No parameters.
select
    coalesce(
        md5(
            string_agg(
                concat_ws(
                    '|', levering.bron, levering.bestand_id, levering.peildatum, levering.soort,
                    levering.rijen, levering.xmin
                ), ' ' order by levering.bron, levering.bestand_id
            )
        ), '-'
    ) as vingerafdruk
from beheer.csv_levering as levering;
