-- Recognises combinations by their key. Parameters, arrays of one length: $1 combinatie_sk,
-- $2 positie. Affects as many rows as were recognised.
update pub_statline_combinatie as combinatie
set positie = given.positie
from unnest($1::bigint[], $2::bigint[]) as given (combinatie_sk, positie)
where combinatie.combinatie_sk = given.combinatie_sk and combinatie.positie is null;
