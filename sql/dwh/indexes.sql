-- Builds the indexes of the facts: the natural keys, the chain that a publication replaces by, and
-- what ties a record without a number to allocations, and a declaration to others (landing).
-- Built after the COPY of a first load, in its transaction: four times cheaper than keeping them
-- up.
-- A later publication that misses one builds it too: has_indexes.sql names them.
-- Idempotent. Several statements, no parameters.

create unique index if not exists feit_bericht_key
on dwh.feit_bericht (bestand_id, gemeentecode);

create unique index if not exists feit_toewijzing_key
on dwh.feit_toewijzing (toewijzing_sk, gemeentecode);

create index if not exists feit_toewijzing_zonder_nummer_idx
on dwh.feit_toewijzing (keten_sk) where keten_sk < 0;

create unique index if not exists feit_toewijzing_versie_key
on dwh.feit_toewijzing_versie (toewijzing_sk, versie, gemeentecode);
create index if not exists feit_toewijzing_versie_zonder_nummer_idx
on dwh.feit_toewijzing_versie (keten_sk) where keten_sk < 0;

-- The chain goes first in the two large ones: it is what rows are replaced by, and sorting by it is
-- four times cheaper than sorting by texts. It follows from the rest of the key.
create unique index if not exists feit_koppeling_key
on dwh.feit_koppeling (
    keten_sk, bericht_identificatie, regelnummer, coalesce(bericht_agb_code, agb_code),
    berichtsoort, gemeentecode
);

create unique index if not exists feit_levering_key
on dwh.feit_levering (levering_sk, gemeentecode);
create index if not exists feit_levering_keten_idx on dwh.feit_levering (keten_sk);

create unique index if not exists feit_prestatie_key
on dwh.feit_prestatie (keten_sk, bericht_identificatie, regelnummer, agb_code, gemeentecode);

create unique index if not exists feit_verzoek_key
on dwh.feit_verzoek (
    keten_sk, bericht_identificatie, regelnummer, volgnummer,
    coalesce(bericht_agb_code, agb_code), soort, gemeentecode
);

create unique index if not exists feit_bevinding_key
on dwh.feit_bevinding (bevinding_sk, gemeentecode);
create index if not exists feit_bevinding_keten_idx on dwh.feit_bevinding (keten_sk);

create index if not exists client_clientsleutel_idx on landing.client (clientsleutel);
create index if not exists toewijzing_clientsleutel_idx on landing.toewijzing (clientsleutel);
create index if not exists start_zonder_nummer_idx
on landing.start (clientsleutel) where keten < 0;
create index if not exists stop_zonder_nummer_idx
on landing.stop (clientsleutel) where keten < 0;
create index if not exists verzoek_clientsleutel_idx on landing.verzoek (clientsleutel);
create index if not exists beschikking_beschikkingnummer_idx
on landing.beschikking (beschikkingnummer);
create index if not exists toewijzing_beschikkingnummer_idx
on landing.toewijzing (beschikkingnummer) where beschikkingnummer is not null;
create index if not exists verzoek_beschikkingnummer_idx
on landing.verzoek (beschikkingnummer) where beschikkingnummer is not null;

create index if not exists bericht_declaratie_idx
on landing.bericht (agb_code, gemeentecode, wet, dagtekening) where berichtsoort = '323';
create index if not exists declaratie_antwoord_declaratienummer_idx
on landing.declaratie_antwoord (declaratienummer);
