#!/usr/bin/env bash
# Shows Sluis on a bare Debian 12 or Ubuntu machine: installs what is missing, builds, loads a sample inbox of made-up
# messages into an embedded Postgres under var/demo, and shows how to query it. A second run finds nothing new.
set -euo pipefail
# shellcheck source=deploy/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/deploy/setup.sh"
cd "$SLUIS_ROOT"

# A year of messages of 2000 made-up clients in two municipalities; the same seed gives the same bytes.
CLIENTS=2000
MONTHS=12
SEED=20260101
# The day that counts as today, so that the figures do not change with the day of the demo.
PEILDATUM=2026-03-01

inbox=var/demo/inbox
config=config/demo.toml

sluis_setup
# Settings of the user's own warehouse must not leak into the demo.
while IFS='=' read -r name _; do
    case "$name" in SLUIS_*) unset "$name" ;; esac
done < <(env)

say "building (the first time takes some minutes)"
cargo build --release --locked -q -p service -p testkit
binaries="$(target_folder)/release"
sluis() { "$binaries/sluis" --config "$config" "$@"; }

# The folder gets its name when it is complete: a generator that was stopped leaves no half inbox.
if [ ! -d "$inbox" ]; then
    say "making the sample inbox: $CLIENTS clients, $MONTHS months"
    rm -rf "$inbox.part"
    mkdir -p "$inbox.part"
    "$binaries/sluis-testkit" generate --out "$inbox.part" --clients "$CLIENTS" --months "$MONTHS" \
        --seed "$SEED" --peildatum "$PEILDATUM" >/dev/null
    mv "$inbox.part" "$inbox"
fi

say "loading $inbox"
outcome=0
sluis run --peildatum "$PEILDATUM" || outcome=$?
# 3: loaded, and some of the messages were refused; the sample has such messages on purpose.
if [ "$outcome" -ne 0 ] && [ "$outcome" -ne 3 ]; then
    exit "$outcome"
fi

say "(the sample has faults on purpose: \`partial\` and records in quarantine are right)"

query() {
    printf '\n%s\n\n%s\n\n' "$1" "$2"
    sluis psql -- -X -q -P footer=off -P pager=off -c "$2"
}

printf '\nWhat was loaded\n\n'
sluis psql -- -X -q -P footer=off -P pager=off -c "
select wat, aantal from (
    select 1 as volgorde, 'berichten' as wat, count(*) as aantal from dwh.feit_bericht
    union all select 2, 'toewijzingen', count(*) from dwh.feit_toewijzing
    union all select 3, 'start-, stop- en declaratieregels', count(*) from dwh.feit_koppeling
    union all select 4, 'leveringen', count(*) from dwh.feit_levering
    union all select 5, 'declaratieregels', count(*) from dwh.feit_prestatie
    union all select 6, 'bevindingen', count(*) from dwh.feit_bevinding where status = 'open'
    union all select 7, 'in quarantaine', count(*) from beheer.quarantaine where status = 'open'
) as geladen
order by volgorde"

query "1. How long do clients wait from the start of their allocation to the start of care?" \
    "select wet, count(*) as leveringen, round(avg(wachttijd_dagen), 1) as gemiddeld_dagen,
    percentile_disc(0.9) within group (order by wachttijd_dagen) as p90_dagen
from dwh.feit_levering
where telt_mee
group by wet
order by wet"

query "2. Which records do not link to an allocation, and on what do they differ?" \
    "select berichtsoort, koppelstatus, count(*) as records,
    count(*) filter (where client_gelijk = 'verschillend') as client,
    count(*) filter (where aanbieder_gelijk = 'verschillend') as aanbieder,
    count(*) filter (where product_gelijk = 'verschillend') as product,
    count(*) filter (where periode_gelijk = 'verschillend') as periode
from dwh.feit_koppeling
where koppelstatus <> 'gekoppeld'
group by berichtsoort, koppelstatus
order by berichtsoort, koppelstatus"

query "3. What was declared, and what of it counts (linked and not rejected), per quarter, in euros?" \
    "select feit.gemeentecode, datum.jaar, datum.kwartaal,
    round(sum(feit.bedrag_eurocent) / 100, 2) as gedeclareerd,
    round(sum(feit.bedrag_eurocent) filter (where feit.telt_mee) / 100, 2) as telt_mee
from dwh.feit_prestatie as feit
inner join dwh.dim_datum as datum on feit.productperiode_begin = datum.datum
group by feit.gemeentecode, datum.jaar, datum.kwartaal
order by feit.gemeentecode, datum.jaar, datum.kwartaal"

sluis_shown="${binaries#"$SLUIS_ROOT"/}/sluis --config $config"
status="$(sluis embedded status --json)"
field() { printf '%s\n' "$status" | sed -n -E "s/^ *\"$1\": \"?([^\",]*)\"?,?\$/\1/p"; }
cat <<TEXT

The warehouse keeps running. To go on:

  $sluis_shown psql
  $sluis_shown run --peildatum $PEILDATUM
  $sluis_shown status
  $sluis_shown quarantine list
  $sluis_shown explain --wet wmo --gemeente 0363 --toewijzing 100320
  $sluis_shown embedded stop

A BI tool (Power BI, Superset, Excel) connects with its PostgreSQL driver:

  host 127.0.0.1   port $(field port)   database $(field database)   user $(field user)
  password: in $(field password_file)
  psql:     PGPASSWORD=\$(cat $(field password_file)) psql -h 127.0.0.1 -p $(field port) -U $(field user) $(field database)

The tables are in schema dwh; every table and column has a comment that explains it (\\d+ in psql).
TEXT
