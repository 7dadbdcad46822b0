-- Gives the planner its numbers after a first load. Idempotent. Several statements, no parameters.
analyze landing.bericht;
analyze landing.client;
analyze landing.waarneming;
analyze landing.toewijzing;
analyze landing.start;
analyze landing.stop;
analyze landing.beschikking;
analyze landing.verzoek;
analyze landing.antwoord;
analyze landing.declaratie;
analyze landing.prestatie;
analyze landing.declaratie_antwoord;
analyze landing.afgewezen_prestatie;
analyze landing.conflict;
analyze beheer.bestand;
