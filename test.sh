#!/usr/bin/env bash
# Runs every test on a throw-away Postgres. Arguments go to the test runner: ./test.sh -p service
# With DATABASE_URL set that server is used instead; it needs the right to create databases.
set -euo pipefail
# shellcheck source=deploy/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/deploy/setup.sh"
cd "$SLUIS_ROOT"

folder=''
as_server=()

stop_postgres() {
    [ -n "$folder" ] || return 0
    "${as_server[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop || true
    rm -rf "$folder"
    folder=''
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 30000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    printf '%s\n' "$port"
}

# No durability: the cluster lives as long as the tests. Postgres refuses root, so root drops to another user.
start_postgres() {
    bin="$(postgres_bin)"
    folder="$(mktemp -d "${TMPDIR:-/tmp}/sluis-test.XXXXXX")"
    trap stop_postgres EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$folder/password"
    mkdir "$folder/data" "$folder/socket"
    if [ "$(id -u)" -eq 0 ]; then
        local user=nobody
        id -u postgres >/dev/null 2>&1 && user=postgres
        as_server=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups)
        chmod 711 "$folder"
        chown "$user" "$folder/data" "$folder/socket" "$folder/password"
    fi
    chmod 700 "$folder/data"
    chmod 600 "$folder/password"
    "${as_server[@]}" "$bin/initdb" -D "$folder/data" -U sluis -E UTF8 --locale=C.UTF-8 --no-sync \
        --no-instructions -A scram-sha-256 --pwfile="$folder/password" >/dev/null
    local port attempt
    for attempt in 1 2 3 4 5; do
        port="$(free_port)"
        cat >"$folder/settings" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder/socket'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
shared_buffers = '256MB'
max_wal_size = '4GB'
log_error_verbosity = terse
log_min_error_statement = panic
CONF
        cat "$folder/settings" >>"$folder/data/postgresql.conf"
        # pg_ctl keeps its output open in the server: not our pipe.
        if "${as_server[@]}" "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/data/log" start \
            >/dev/null 2>&1; then
            export DATABASE_URL="postgres://sluis:$(cat "$folder/password")@127.0.0.1:$port/postgres"
            return
        fi
    done
    tail -n 5 "$folder/data/log" >&2 || true
    die "the test Postgres did not start (tried $attempt ports)" "see the lines above"
}

summary=()
failed=0

step() {
    local name="$1" begin=$SECONDS
    shift
    say "== $name"
    if "$@"; then
        summary+=("passed  $name ($((SECONDS - begin)) s)")
    else
        summary+=("FAILED  $name ($((SECONDS - begin)) s)")
        failed=1
    fi
}

sluis_setup
setup_xmllint
setup_oidc_provider
setup_browser
if [ -z "${DATABASE_URL:-}" ]; then
    start_postgres
fi
export INSTA_UPDATE=no
export SQLX_OFFLINE=true
# The tests set what they need; a warehouse of the user must not leak in.
while IFS='=' read -r name _; do
    case "$name" in SLUIS_*) unset "$name" ;; esac
done < <(env)

# Rows of the fault matrix: what is killed, cut off, filled up or frozen while it works. Prints its table.
fault_suite() {
    cargo build -q -p service -p testkit && cargo run -q -p sluis-tests --bin fault
}

is_whole=''
if [ $# -eq 0 ]; then
    is_whole=1
    setup_fault_tools
    set -- --workspace
fi
if cargo nextest --version >/dev/null 2>&1; then
    step "tests (nextest)" cargo nextest run --no-fail-fast "$@"
    # nextest runs no documentation tests; only libraries have them.
    step "documentation tests" cargo test -q --doc "$@"
else
    step "tests (cargo test)" cargo test --no-fail-fast "$@"
fi
if [ -n "$is_whole" ]; then step "fault suite" fault_suite; fi

say ""
say "summary"
printf '%s\n' "${summary[@]}"
exit "$failed"
