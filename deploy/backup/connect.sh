# shellcheck shell=bash
# Takes an address postgres://user:password@host:port/name?sslmode=... apart into the variables of libpq, so that no
# password stands on a command line, where every user of the machine can read it. Sourced by the scripts here.

decode() {
    local text="${1//+/%2B}"
    text="${text//\\/\\\\}"
    printf '%b' "${text//%/\\x}"
}

connect_to() {
    local url rest authority options pair key
    url="$(head -n 1 "$1" | tr -d '\r\n')"
    case "$url" in
        postgres://* | postgresql://*) rest="${url#*://}" ;;
        *) fail "$1 does not begin with postgres://" "write the address as in database.url_file" 2 ;;
    esac
    options=''
    case "$rest" in *\?*) options="${rest#*\?}" rest="${rest%%\?*}" ;; esac
    authority="${rest%%/*}"
    PGDATABASE="$(decode "${rest#*/}")"
    unset PGUSER PGPASSWORD PGHOST PGPORT
    case "$authority" in
        *@*)
            PGUSER="$(decode "${authority%@*}")"
            case "${authority%@*}" in
                *:*) PGUSER="$(decode "${authority%%:*}")" PGPASSWORD="$(decode "$(printf '%s' "${authority%@*}" | cut -d : -f 2-)")" ;;
            esac
            authority="${authority##*@}"
            ;;
    esac
    case "$authority" in
        \[*\]:*) PGHOST="${authority%%]*}" PGHOST="${PGHOST#[}" PGPORT="${authority##*:}" ;;
        \[*\]) PGHOST="${authority#[}" PGHOST="${PGHOST%]}" ;;
        *:*) PGHOST="$(decode "${authority%%:*}")" PGPORT="${authority##*:}" ;;
        ?*) PGHOST="$(decode "$authority")" ;;
    esac
    local -a pairs
    IFS='&' read -r -a pairs <<<"$options"
    for pair in "${pairs[@]}"; do
        key="${pair%%=*}"
        case "$key" in
            sslmode) PGSSLMODE="$(decode "${pair#*=}")" && export PGSSLMODE ;;
            sslrootcert) PGSSLROOTCERT="$(decode "${pair#*=}")" && export PGSSLROOTCERT ;;
            host) PGHOST="$(decode "${pair#*=}")" ;;
            port) PGPORT="$(decode "${pair#*=}")" ;;
            user) PGUSER="$(decode "${pair#*=}")" ;;
            password) PGPASSWORD="$(decode "${pair#*=}")" ;;
            *) fail "the address in $1 has the option $key, which this script does not know" "leave it out" 2 ;;
        esac
    done
    export PGDATABASE PGCONNECT_TIMEOUT=15
    if [ -n "${PGUSER-}" ]; then export PGUSER; fi
    if [ -n "${PGPASSWORD-}" ]; then export PGPASSWORD; fi
    if [ -n "${PGHOST-}" ]; then export PGHOST; fi
    if [ -n "${PGPORT-}" ]; then export PGPORT; fi
}
