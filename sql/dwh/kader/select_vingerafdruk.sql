-- Tells which reference lists are loaded: a hash of the rows of each, whatever their order, or a
-- dash for an empty one. One row, one text. Reads only.
select
    concat_ws(
        ' ',
        coalesce(
            (
                select md5(string_agg(md5(lijst::text), '' order by md5(lijst::text)))
                from ref.productlijst as lijst
            ), '-'
        ),
        coalesce(
            (
                select md5(string_agg(md5(lijst::text), '' order by md5(lijst::text)))
                from ref.contract_tarief as lijst
            ), '-'
        ),
        coalesce(
            (
                select md5(string_agg(md5(lijst::text), '' order by md5(lijst::text)))
                from ref.gemeentelijst as lijst
            ), '-'
        )
    ) as vingerafdruk;
