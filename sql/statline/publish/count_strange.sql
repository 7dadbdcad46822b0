-- Cells of a pull with a key that the description does not have, or that was not asked for.
-- Parameter: $1 trek_id. One row.
select count(*) as cellen
from landing.statline_cel as cel
left join pub_statline_onderwerp as onderwerp
    on cel.onderwerp_sk = onderwerp.onderwerp_sk and onderwerp.is_gewenst
left join pub_statline_gebied as gebied
    on cel.gebied_sk = gebied.gebied_sk and gebied.is_gewenst
left join pub_statline_periode as periode
    on cel.periode = periode.periode and periode.is_gewenst
left join pub_statline_bereik as bereik
    on cel.combinatie_sk = bereik.combinatie_sk
where
    cel.trek_id = $1
    and (
        onderwerp.onderwerp_sk is null
        or gebied.gebied_sk is null
        or periode.periode is null
        or bereik.combinatie_sk is null
    );
