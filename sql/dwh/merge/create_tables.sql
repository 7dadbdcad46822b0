-- Creates the temporary tables that the recomputed rows of the touched chains are copied into.
-- Not idempotent: once per transaction.

create temporary table nieuw_bericht (like dwh.feit_bericht) on commit drop;

create temporary table nieuw_toewijzing (like dwh.feit_toewijzing) on commit drop;

create temporary table nieuw_toewijzing_versie (
    like dwh.feit_toewijzing_versie
) on commit drop;

create temporary table nieuw_koppeling (like dwh.feit_koppeling including defaults) on commit drop;

create temporary table nieuw_levering (like dwh.feit_levering) on commit drop;

create temporary table nieuw_prestatie (like dwh.feit_prestatie) on commit drop;

create temporary table nieuw_verzoek (like dwh.feit_verzoek) on commit drop;

create temporary table nieuw_bevinding (like dwh.feit_bevinding including defaults) on commit drop;

create temporary table nieuw_houdbaarheid (
    like landing.houdbaarheid including defaults
) on commit drop;
