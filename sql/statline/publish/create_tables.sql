-- Work tables of publishing one table of CBS; they end with the transaction.
-- Not idempotent: once per transaction.

-- Codes of the dimensions that are no area and no period. plek counts from 0, in the order of CBS;
-- gewicht is the number of cells of the code lists behind it (mixed radix); is_beperkt says that
-- codes of this dimension were chosen.
create temporary table pub_statline_code (
    dimensie integer not null,
    plek bigint not null,
    gewicht bigint not null,
    grootte bigint not null,
    is_beperkt boolean not null,
    is_gewenst boolean not null,
    is_totaal boolean not null,
    is_kop boolean not null,
    is_marge boolean not null,
    naam text not null,
    dimensie_titel text not null,
    code text not null,
    titel text not null,
    pad text not null,
    omschrijving text not null
) on commit drop;

create temporary table pub_statline_gebied (
    gebied_sk bigint not null,
    is_gewenst boolean not null,
    jaar smallint null,
    gebiedscode text not null,
    gemeentecode text null,
    niveau text not null,
    gebiedsnaam text not null,
    ouder_gebiedscode text null,
    geldig_van date null,
    geldig_tot date null
) on commit drop;

create temporary table pub_statline_periode (
    is_gewenst boolean not null,
    periode text not null,
    periode_soort text not null,
    titel text not null,
    status text not null,
    begindatum date null,
    einddatum date null
) on commit drop;

create temporary table pub_statline_onderwerp (
    onderwerp_sk bigint not null,
    familie_sk bigint not null,
    vermenigvuldiger bigint not null,
    volgnummer integer not null,
    decimalen smallint not null,
    is_telbaar boolean not null,
    is_gewenst boolean not null,
    onderwerp_code text not null,
    pad text not null,
    titel text not null,
    label text not null,
    omschrijving text not null,
    eenheid text not null,
    gegevenstype text not null
) on commit drop;

-- Combinations that occur; positie is the mixed-radix number of their codes.
create temporary table pub_statline_combinatie (
    combinatie_sk bigint not null,
    positie bigint null
) on commit drop;

-- Combinations that the selection covers, old ones too.
create temporary table pub_statline_bereik (
    combinatie_sk bigint not null
) on commit drop;

-- Cells that differ: only new (oud_geladen_op empty), changed (both), or gone (is_weg).
create temporary table pub_statline_verschil (
    onderwerp_sk bigint not null,
    gebied_sk bigint not null,
    combinatie_sk bigint not null,
    is_weg boolean not null,
    oud_geladen_op timestamptz null,
    volgnummer smallint not null,
    periode text not null,
    waarde numeric null,
    tekst text null,
    reden_leeg text null
) on commit drop;

-- Pieces of municipalities as this table tells them, each move up to twice.
create temporary table pub_statline_herindeling (
    datum date not null,
    van_gemeentecode text not null,
    naar_gemeentecode text not null,
    is_van_verteller boolean not null,
    soort text not null,
    hectare numeric null,
    woningen bigint null,
    inwoners bigint null
) on commit drop;
