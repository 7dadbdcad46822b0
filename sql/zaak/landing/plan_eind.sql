-- Until when the new runs last, and whether the old run goes on from the next full delivery.
-- Template: entiteit. Parameters: $1 bron, $2 date of the delivery. Changes csv_plan.
update csv_plan
set
    eind = least(
        case
            when csv_plan.van is not null then csv_plan.tot
            else (
                select min(later.gezien_van)
                from landing.csv_entiteit as later
                where
                    later.bron = $1
                    and later.rij_sleutel = csv_plan.rij_sleutel
                    and later.gezien_van > $2
            )
        end,
        case when not csv_plan.is_gelijk then csv_plan.volgende end
    ),
    is_rest = csv_plan.van is not null
    and not csv_plan.is_gelijk
    and csv_plan.volgende is not null
    and (csv_plan.tot is null or csv_plan.tot > csv_plan.volgende);
