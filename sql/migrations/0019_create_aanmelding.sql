-- Who may sign in to the pages, who is signed in, and what was tried.
-- Not idempotent: runs once, as a numbered migration.

create table beheer.gebruiker (
    gebruiker_id bigint generated always as identity,
    naam text not null,
    wachtwoord_hash text not null,
    rol text not null,
    is_active boolean not null,
    aangemaakt_op timestamptz not null,
    wachtwoord_op timestamptz not null,
    aangemeld_op timestamptz null,
    constraint gebruiker_pkey primary key (gebruiker_id),
    constraint gebruiker_naam_key unique (naam),
    constraint gebruiker_naam_check check (naam ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
    constraint gebruiker_rol_check check (rol in ('lezer', 'operator', 'beheerder'))
);

comment on table beheer.gebruiker is
'Een rij per lokaal account van de beheerpagina''s; alleen de opdrachtregel maakt en wijzigt ze.';
comment on column beheer.gebruiker.gebruiker_id is 'Nummer van het account, oplopend.';
comment on column beheer.gebruiker.naam is 'Naam om mee aan te melden, kleine letters.';
comment on column beheer.gebruiker.wachtwoord_hash is
'Wachtwoord als argon2id-hash met eigen salt; het wachtwoord zelf wordt nergens bewaard.';
comment on column beheer.gebruiker.rol is 'Wat iemand mag: lezer, operator of beheerder.';
comment on column beheer.gebruiker.is_active is
'Of er met het account kan worden aangemeld; een verwijderd account blijft staan als niet actief.';
comment on column beheer.gebruiker.aangemaakt_op is 'Moment waarop het account is gemaakt, UTC.';
comment on column beheer.gebruiker.wachtwoord_op is
'Moment waarop het wachtwoord het laatst is gezet, UTC.';
comment on column beheer.gebruiker.aangemeld_op is 'Moment van de laatste aanmelding, UTC.';

create table beheer.sessie (
    sessie_hash bytea not null,
    gebruiker_id bigint null,
    naam text not null,
    rol text not null,
    csrf text not null,
    begonnen_op timestamptz not null,
    gezien_op timestamptz not null,
    verloopt_op timestamptz not null,
    geeindigd_op timestamptz null,
    einde text null,
    constraint sessie_pkey primary key (sessie_hash),
    constraint sessie_gebruiker_id_fkey foreign key (gebruiker_id)
    references beheer.gebruiker (gebruiker_id),
    constraint sessie_hash_check check (length(sessie_hash) = 32),
    constraint sessie_rol_check check (rol in ('lezer', 'operator', 'beheerder')),
    constraint sessie_einde_check check (
        einde in ('afgemeld', 'verlopen', 'vervangen', 'gewijzigd', 'verwijderd')
    ),
    constraint sessie_geeindigd_check check ((geeindigd_op is null) = (einde is null))
);

create index sessie_gebruiker_idx on beheer.sessie (gebruiker_id)
where geeindigd_op is null;

comment on table beheer.sessie is
'Een rij per aanmelding op de beheerpagina''s; wat geeindigd is, wordt na een week gewist.';
comment on column beheer.sessie.sessie_hash is
'SHA-256 van het kenmerk in het cookie; uit deze tabel is geen sessie over te nemen.';
comment on column beheer.sessie.gebruiker_id is
'Lokaal account, verwijst naar beheer.gebruiker; leeg bij aanmelding via de organisatie.';
comment on column beheer.sessie.naam is 'Naam zoals die in beheer.audit komt.';
comment on column beheer.sessie.rol is 'Wat deze sessie mag: lezer, operator of beheerder.';
comment on column beheer.sessie.csrf is
'Geheim dat elk formulier van deze sessie moet meesturen.';
comment on column beheer.sessie.begonnen_op is 'Moment van aanmelden, UTC.';
comment on column beheer.sessie.gezien_op is
'Moment van het laatste verzoek, UTC, op een minuut nauwkeurig.';
comment on column beheer.sessie.verloopt_op is 'Moment waarop de sessie hoe dan ook eindigt, UTC.';
comment on column beheer.sessie.geeindigd_op is 'Moment waarop de sessie eindigde, UTC.';
comment on column beheer.sessie.einde is
'Waardoor: afgemeld, verlopen, vervangen, gewijzigd (account) of verwijderd (account).';

create table beheer.aanmeldverzoek (
    staat_hash bytea not null,
    begin_hash bytea not null,
    nonce text not null,
    verifier text not null,
    naar text not null,
    verloopt_op timestamptz not null,
    constraint aanmeldverzoek_pkey primary key (staat_hash)
);

comment on table beheer.aanmeldverzoek is
'Een rij per aanmelding die onderweg is naar de aanmelddienst van de organisatie (OpenID Connect).';
comment on column beheer.aanmeldverzoek.staat_hash is
'SHA-256 van de state die de aanmelddienst terugstuurt.';
comment on column beheer.aanmeldverzoek.begin_hash is
'SHA-256 van het kenmerk in het cookie van de browser die begon.';
comment on column beheer.aanmeldverzoek.nonce is 'Nonce die in het ID-token moet staan.';
comment on column beheer.aanmeldverzoek.verifier is
'PKCE-geheim waarmee de code wordt ingewisseld.';
comment on column beheer.aanmeldverzoek.naar is 'Pad van de pagina die de bezoeker wilde zien.';
comment on column beheer.aanmeldverzoek.verloopt_op is
'Moment waarop dit verzoek niet meer geldt, UTC.';

create table beheer.aanmeldpoging (
    sleutel_hash bytea not null,
    mislukt integer not null,
    laatst_op timestamptz not null,
    vrij_op timestamptz not null,
    constraint aanmeldpoging_pkey primary key (sleutel_hash),
    constraint aanmeldpoging_mislukt_check check (mislukt >= 0)
);

comment on table beheer.aanmeldpoging is
'Een rij per account of adres waarmee aanmelden kort geleden mislukte; remt raden af.';
comment on column beheer.aanmeldpoging.sleutel_hash is
'SHA-256 van de ingetypte naam of van het adres; zo staat er niets leesbaars in.';
comment on column beheer.aanmeldpoging.mislukt is 'Hoe vaak het achter elkaar mislukte.';
comment on column beheer.aanmeldpoging.laatst_op is 'Moment van de laatste poging, UTC.';
comment on column beheer.aanmeldpoging.vrij_op is
'Moment vanaf wanneer weer een poging mag, UTC.';
