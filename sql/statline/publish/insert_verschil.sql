-- Compares the cells of a pull with what stands of the table, within the selection: what is new,
-- what differs in value, text, reason, unit or factor, and what is gone. Equal cells are left out.
-- Parameters: $1 trek_id, $2 tabel_id; whether $3 all measures, $4 all areas, $5 all periods and
-- $6 all combinations are meant, also those that the table no longer has.
insert into pub_statline_verschil (
    onderwerp_sk, gebied_sk, combinatie_sk, is_weg, oud_geladen_op, volgnummer, periode, waarde,
    tekst, reden_leeg
)
with nieuw as (
    select
        cel.onderwerp_sk,
        cel.gebied_sk,
        cel.combinatie_sk,
        cel.volgnummer,
        cel.periode,
        cel.waarde,
        cel.tekst,
        cel.reden_leeg,
        onderwerp.eenheid,
        onderwerp.vermenigvuldiger
    from landing.statline_cel as cel
    inner join pub_statline_onderwerp as onderwerp
        on cel.onderwerp_sk = onderwerp.onderwerp_sk
    where cel.trek_id = $1
),

oud as (
    select
        feit.onderwerp_sk,
        feit.gebied_sk,
        feit.combinatie_sk,
        feit.volgnummer,
        feit.periode,
        feit.geladen_op,
        feit.waarde,
        feit.tekst,
        feit.reden_leeg,
        feit.eenheid,
        feit.vermenigvuldiger
    from dwh.feit_statline as feit
    where
        feit.tabel_id = $2
        and feit.vervallen_op is null
        and (
            $3
            or feit.onderwerp_sk in (
                select onderwerp.onderwerp_sk
                from pub_statline_onderwerp as onderwerp
                where onderwerp.is_gewenst
            )
        )
        and (
            $4
            or feit.gebied_sk in (
                select gebied.gebied_sk
                from pub_statline_gebied as gebied
                where gebied.is_gewenst
            )
        )
        and (
            $5
            or feit.periode in (
                select periode.periode
                from pub_statline_periode as periode
                where periode.is_gewenst
            )
        )
        and (
            $6
            or feit.combinatie_sk in (
                select bereik.combinatie_sk
                from pub_statline_bereik as bereik
            )
        )
)

select
    coalesce(nieuw.onderwerp_sk, oud.onderwerp_sk) as onderwerp_sk,
    coalesce(nieuw.gebied_sk, oud.gebied_sk) as gebied_sk,
    coalesce(nieuw.combinatie_sk, oud.combinatie_sk) as combinatie_sk,
    nieuw.periode is null as is_weg,
    oud.geladen_op as oud_geladen_op,
    coalesce(nieuw.volgnummer, oud.volgnummer) as volgnummer,
    coalesce(nieuw.periode, oud.periode) as periode,
    nieuw.waarde,
    nieuw.tekst,
    nieuw.reden_leeg
from nieuw
full join oud
    on
        nieuw.onderwerp_sk = oud.onderwerp_sk
        and nieuw.gebied_sk = oud.gebied_sk
        and nieuw.combinatie_sk = oud.combinatie_sk
        and nieuw.volgnummer = oud.volgnummer
        and nieuw.periode = oud.periode
where
    nieuw.periode is null
    or oud.periode is null
    or nieuw.waarde is distinct from oud.waarde
    or nieuw.tekst is distinct from oud.tekst
    or nieuw.reden_leeg is distinct from oud.reden_leeg
    or nieuw.eenheid <> oud.eenheid
    or nieuw.vermenigvuldiger <> oud.vermenigvuldiger;
