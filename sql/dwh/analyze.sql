-- Tells the planner what a first load brought.
analyze dwh.feit_bericht,
dwh.feit_toewijzing,
dwh.feit_toewijzing_versie,
dwh.feit_koppeling,
dwh.feit_levering,
dwh.feit_prestatie,
dwh.feit_verzoek,
dwh.feit_bevinding,
dwh.dim_client;
