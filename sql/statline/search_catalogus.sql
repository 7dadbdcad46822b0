-- Tables whose identifier, title or description holds every word, without regard to case and
-- accents.
-- Parameters: $1 text[] words, $2 all words together: an exact identifier comes first, $3 limit,
-- $4 letters with an accent, $5 the same letters without, in the same order.
with woord as (
    select translate(lower(gevraagd.woord), $4, $5) as woord
    from unnest($1::text[]) as gevraagd (woord)
),

tabel as (
    select
        statline_catalogus.catalogus,
        statline_catalogus.tabel_id,
        statline_catalogus.titel,
        statline_catalogus.omschrijving,
        statline_catalogus.status,
        statline_catalogus.taal,
        statline_catalogus.periode,
        statline_catalogus.versie,
        statline_catalogus.aantal,
        translate(
            lower(concat_ws(' ', statline_catalogus.tabel_id, statline_catalogus.titel)), $4, $5
        ) as kop,
        translate(lower(statline_catalogus.omschrijving), $4, $5) as tekst
    from ref.statline_catalogus as statline_catalogus
)

select
    tabel.catalogus,
    tabel.tabel_id,
    tabel.titel,
    tabel.omschrijving,
    tabel.status,
    tabel.taal,
    tabel.periode,
    tabel.versie,
    tabel.aantal
from tabel
where
    not exists (
        select 1
        from woord
        where strpos(tabel.kop, woord.woord) = 0 and strpos(tabel.tekst, woord.woord) = 0
    )
order by
    lower(tabel.tabel_id) != lower($2::text),
    tabel.status in ('Gediscontinueerd', 'Vervallen', 'verdwenen'),
    tabel.taal = 'en',
    exists (
        select 1
        from woord
        where strpos(tabel.kop, woord.woord) = 0
    ),
    tabel.titel,
    tabel.tabel_id,
    tabel.catalogus
limit $3;
