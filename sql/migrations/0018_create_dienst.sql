-- Requests to the service, what it has started by the clock, and which instance leads.
-- Not idempotent: runs once, as a numbered migration.

create table beheer.verzoek (
    verzoek_id bigint generated always as identity,
    sleutel uuid not null,
    soort text not null,
    inhoud text not null,
    bronnen text[] not null,
    doel_run_id bigint null,
    doel_taak_id bigint null,
    doel_verzoek_id bigint null,
    doel_rijen bigint[] null,
    doel_code text null,
    van date null,
    tot date null,
    peildatum date null,
    is_bevestigd boolean not null,
    is_mislukt boolean not null,
    reden text null,
    plan text null,
    wie text not null,
    herkomst text not null,
    status text not null,
    poging integer not null,
    run_id bigint null,
    foutcode text null,
    fout text null,
    gevraagd_op timestamptz not null,
    niet_voor timestamptz null,
    begonnen_op timestamptz null,
    afgehandeld_op timestamptz null,
    constraint verzoek_pkey primary key (verzoek_id),
    constraint verzoek_sleutel_key unique (sleutel),
    constraint verzoek_run_id_fkey foreign key (run_id) references beheer.run (run_id),
    constraint verzoek_soort_check check (
        soort in ('run', 'rerun', 'replay', 'annuleren')
    ),
    constraint verzoek_status_check check (
        status in ('queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled', 'skipped')
    ),
    constraint verzoek_poging_check check (poging >= 0),
    constraint verzoek_periode_check check (van is null or tot is null or van <= tot),
    constraint verzoek_afgehandeld_check check (
        (status in ('queued', 'running')) = (afgehandeld_op is null)
    )
);

-- Pressed twenty times is asked once: as long as it waits or runs, the same cannot be asked again.
create unique index verzoek_open_idx on beheer.verzoek (inhoud)
where status in ('queued', 'running');

create index verzoek_gevraagd_op_idx on beheer.verzoek (gevraagd_op);

comment on table beheer.verzoek is
'Een rij per verzoek aan de dienst: door de planner, van een pagina of van de opdrachtregel. De '
'dienst die leidt voert ze een voor een uit.';
comment on column beheer.verzoek.verzoek_id is 'Nummer van het verzoek, oplopend.';
comment on column beheer.verzoek.sleutel is
'Sleutel die de vrager meegeeft: hetzelfde verzoek, nog eens verstuurd, telt een keer.';
comment on column beheer.verzoek.soort is
'run (nieuwe bestanden), rerun (taken opnieuw), replay (quarantaine opnieuw) of annuleren (een '
'run die loopt).';
comment on column beheer.verzoek.inhoud is
'Alles wat gevraagd is op een regel; twee open verzoeken met dezelfde inhoud bestaan niet.';
comment on column beheer.verzoek.bronnen is 'Namen van bronnen; leeg: alle.';
comment on column beheer.verzoek.doel_run_id is
'Run die opnieuw moet, waarvan het mislukte opnieuw moet, of die gestopt moet worden.';
comment on column beheer.verzoek.doel_taak_id is 'Taak die opnieuw moet.';
comment on column beheer.verzoek.doel_verzoek_id is
'Bij annuleren: verzoek dat wacht of loopt en niet meer hoeft.';
comment on column beheer.verzoek.doel_rijen is
'Bij replay: nummers in quarantaine. Leeg: alles wat open staat.';
comment on column beheer.verzoek.doel_code is 'Bij replay: alleen deze code. Leeg: alle codes.';
comment on column beheer.verzoek.van is
'Bij rerun van een bron: eerste dag waarop de taken zijn gedaan. Leeg: geen grens.';
comment on column beheer.verzoek.tot is
'Bij rerun van een bron: laatste dag waarop de taken zijn gedaan. Leeg: geen grens.';
comment on column beheer.verzoek.peildatum is
'Datum die als vandaag geldt. Leeg: de dag waarop de run begint.';
comment on column beheer.verzoek.is_bevestigd is
'Of een volledige levering die veel kleiner is dan wat er staat toch geladen mag worden.';
comment on column beheer.verzoek.is_mislukt is
'Bij rerun: of alleen opnieuw moet wat als mislukt staat.';
comment on column beheer.verzoek.reden is
'Waarom het gevraagd is; verplicht als gepubliceerd werk opnieuw moet. Geen persoonsgegevens.';
comment on column beheer.verzoek.plan is 'Bij de planner: naam van het plan. Anders leeg.';
comment on column beheer.verzoek.wie is 'Wie het vroeg: gebruikersnaam of planner.';
comment on column beheer.verzoek.herkomst is 'Vanwaar: planner, pagina of opdrachtregel.';
comment on column beheer.verzoek.status is
'Stand: queued, running, succeeded, partial, failed, cancelled of skipped.';
comment on column beheer.verzoek.poging is 'Hoe vaak de dienst eraan begonnen is.';
comment on column beheer.verzoek.run_id is 'Run die het uitvoerde. Leeg zolang er geen is.';
comment on column beheer.verzoek.foutcode is 'Bij failed of skipped: code. Anders leeg.';
comment on column beheer.verzoek.fout is
'Bij failed of skipped: wat er mis ging, zonder persoonsgegevens. Anders leeg.';
comment on column beheer.verzoek.gevraagd_op is 'Moment van vragen, UTC.';
comment on column beheer.verzoek.niet_voor is
'Niet eerder dan dit moment, UTC: na een fout die vanzelf over kan gaan. Leeg: meteen.';
comment on column beheer.verzoek.begonnen_op is 'Moment waarop de dienst eraan begon, UTC.';
comment on column beheer.verzoek.afgehandeld_op is 'Moment waarop het klaar was, UTC.';

create table beheer.planning (
    plan text not null,
    laatste_moment timestamptz not null,
    verzoek_id bigint null,
    constraint planning_pkey primary key (plan),
    constraint planning_verzoek_id_fkey foreign key (verzoek_id)
    references beheer.verzoek (verzoek_id)
);

comment on table beheer.planning is
'Een rij per plan: tot en met welk moment de planner heeft gestart wat er te starten was.';
comment on column beheer.planning.plan is 'Naam van het plan in de configuratie.';
comment on column beheer.planning.laatste_moment is
'Laatste geplande moment dat is afgehandeld, UTC. Latere momenten in het verleden zijn gemist.';
comment on column beheer.planning.verzoek_id is
'Verzoek dat bij dat moment is gemaakt. Leeg: het plan is alleen nog bekend gemaakt.';

create table beheer.leider (
    leider_id smallint not null default 1,
    host text null,
    pid integer null,
    versie text null,
    fencing bigint not null,
    sinds timestamptz null,
    hartslag timestamptz null,
    constraint leider_pkey primary key (leider_id),
    constraint leider_een_check check (leider_id = 1)
);

insert into beheer.leider (fencing)
values (0);

comment on table beheer.leider is
'Precies een rij: welke dienst leidt. Wat de planner schrijft controleert het fencing-nummer.';
comment on column beheer.leider.leider_id is 'Altijd 1.';
comment on column beheer.leider.host is 'Machine van de dienst die het laatst leidde.';
comment on column beheer.leider.pid is 'Procesnummer van die dienst.';
comment on column beheer.leider.versie is 'Versie van het programma van die dienst.';
comment on column beheer.leider.fencing is
'Volgnummer dat met 1 omhoog gaat als een dienst de leiding neemt.';
comment on column beheer.leider.sinds is 'Moment waarop die dienst de leiding nam, UTC.';
comment on column beheer.leider.hartslag is
'Laatste moment waarop die dienst liet weten te leven, UTC.';
