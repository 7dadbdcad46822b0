-- Tells the planner how large the work tables are.
analyze nieuw_bericht,
nieuw_toewijzing,
nieuw_toewijzing_versie,
nieuw_koppeling,
nieuw_levering,
nieuw_prestatie,
nieuw_verzoek,
nieuw_bevinding,
nieuw_houdbaarheid;
