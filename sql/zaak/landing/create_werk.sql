-- Work tables of a delivery. Not idempotent; gone at the end of the transaction.
-- csv_dubbel: keys that are there more than once. csv_conflict: lines that tell something else of a
-- key than another line does. csv_twijfel: keys of those lines. csv_dubbelregel: lines of which a
-- record was there before. csv_herstel and csv_plan: what is to be done with a key (fold out of a
-- delivery, fold into one). csv_gewijzigd: keys that change, of what chains depend on.
-- csv_geraakt_voorziening: content of voorzieningen before and after.
create temporary table csv_dubbel (
    entiteit text not null,
    rij_sleutel uuid not null,
    eerste tid not null,
    is_conflict boolean not null
) on commit drop;

create temporary table csv_conflict (
    regel bigint not null primary key,
    entiteit text not null
) on commit drop;

create temporary table csv_twijfel (
    entiteit text not null,
    rij_sleutel uuid not null,
    primary key (entiteit, rij_sleutel)
) on commit drop;

create temporary table csv_dubbelregel (regel bigint not null primary key) on commit drop;

create temporary table csv_herstel (
    rij_sleutel uuid not null,
    begint boolean not null,
    tot date null,
    vorig_van date null,
    volgende date null,
    eind date null,
    is_rest boolean not null default false,
    is_gelijk boolean not null default false,
    is_samen boolean not null default false
) on commit drop;

create temporary table csv_plan (
    rij_sleutel uuid not null,
    is_nieuw boolean not null,
    van date null,
    tot date null,
    is_gelijk boolean not null,
    volgende date null,
    eind date null,
    is_rest boolean not null default false,
    is_verlenging boolean not null default false
) on commit drop;

create temporary table csv_gewijzigd (
    entiteit text not null,
    rij_sleutel uuid not null
) on commit drop;

create temporary table csv_geraakt_voorziening (
    gemeentecode char(4) null,
    wet text not null,
    toewijzingnummer bigint null,
    client uuid null,
    aanbieder_agb text null,
    productcategorie text null,
    productcode text null,
    ingangsdatum date null
) on commit drop;
