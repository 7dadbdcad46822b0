-- Until when the run before lasts once a delivery is folded out, and whether the run that the
-- delivery began goes on from the next full one. Template: entiteit.
-- Parameters: $1 bron, $2 date of the delivery. Changes csv_herstel.
update csv_herstel
set
    eind = least(
        case
            when csv_herstel.begint then csv_herstel.tot
            else (
                select min(later.gezien_van)
                from landing.csv_entiteit as later
                where
                    later.bron = $1
                    and later.rij_sleutel = csv_herstel.rij_sleutel
                    and later.gezien_van > $2
            )
        end,
        csv_herstel.volgende
    ),
    is_rest = csv_herstel.begint
    and csv_herstel.volgende is not null
    and (csv_herstel.tot is null or csv_herstel.tot > csv_herstel.volgende);
