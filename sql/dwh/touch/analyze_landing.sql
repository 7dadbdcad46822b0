-- Tells the planner what the first load brought; autovacuum may not have been there yet.
analyze landing.bericht,
landing.client,
landing.toewijzing,
landing.start,
landing.stop,
landing.declaratie,
landing.prestatie,
landing.afgewezen_prestatie;
