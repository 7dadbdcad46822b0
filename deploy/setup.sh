# shellcheck shell=bash
# Shared by demo.sh, test.sh and .ci/run: installs what is missing on Debian 12 or Ubuntu. Source it, then call
# `sluis_setup`. Installs nothing when everything is there, so it needs root only the first time.

SLUIS_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
POSTGRES_MIN=15

say() { printf '%s\n' "$*" >&2; }
die() {
    say "error: $1"
    say "hint: $2"
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo --preserve-env=DEBIAN_FRONTEND "$@"
    else
        die "something has to be installed, and this is neither root nor is there sudo" \
            "run once as root, or install: postgresql (15 or newer) build-essential pkg-config curl"
    fi
}

apt_install() {
    command -v apt-get >/dev/null 2>&1 || die "cannot install $*: there is no apt-get" \
        "install them by hand, then start again"
    export DEBIAN_FRONTEND=noninteractive
    if [ -z "${SLUIS_APT_UPDATED:-}" ]; then
        say "installing: $* (apt-get)"
        as_root apt-get -o DPkg::Lock::Timeout=300 update -qq
        SLUIS_APT_UPDATED=1
    fi
    as_root apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@" >/dev/null
}

# Prints the folder with the server programs of the newest PostgreSQL that is new enough; fails when there is none.
postgres_bin() {
    local folder version best='' best_version=0
    for folder in "${PG_BIN:-}" "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin; do
        [ -n "$folder" ] && [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] || continue
        version="$("$folder/postgres" --version | sed -E 's/.*\) ([0-9]+).*/\1/')"
        if [ "$version" -ge "$POSTGRES_MIN" ] && [ "$version" -gt "$best_version" ]; then
            best="$folder" best_version="$version"
        fi
    done
    [ -n "$best" ] && printf '%s\n' "$best"
}

setup_postgres() {
    postgres_bin >/dev/null && command -v psql >/dev/null 2>&1 && return
    apt_install postgresql-common
    # The package would make and start a cluster of its own on port 5432; we bring our own.
    as_root sed -i -E 's/^#?\s*create_main_cluster.*/create_main_cluster = false/' \
        /etc/postgresql-common/createcluster.conf
    apt_install postgresql postgresql-client
    postgres_bin >/dev/null && return
    # Ubuntu 22.04 has 14 only; its package knows how to add the repository of the PostgreSQL project.
    local add_repository
    add_repository="$(echo /usr/share/postgresql-common/pgdg/*.sh)"
    if [ -x "$add_repository" ]; then
        as_root "$add_repository" -y >/dev/null
        apt_install postgresql-16 postgresql-client-16
    fi
    postgres_bin >/dev/null || die "the packages of this system have no PostgreSQL $POSTGRES_MIN or newer" \
        "install a newer one and set PG_BIN to the folder of its programs"
}

setup_build_tools() {
    if ! command -v cc >/dev/null 2>&1 || ! command -v pkg-config >/dev/null 2>&1; then
        apt_install build-essential pkg-config
    fi
}

setup_rust() {
    [ -x "$HOME/.cargo/bin/cargo" ] && PATH="$HOME/.cargo/bin:$PATH"
    if ! command -v cargo >/dev/null 2>&1; then
        command -v curl >/dev/null 2>&1 || apt_install curl ca-certificates
        local channel
        channel="$(sed -n -E 's/^channel = "(.*)"/\1/p' "$SLUIS_ROOT/rust-toolchain.toml")"
        say "installing Rust $channel with rustup, in $HOME/.cargo"
        curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
            sh -s -- -y -q --profile minimal --no-modify-path --default-toolchain "$channel" \
                --component rustfmt --component clippy
        PATH="$HOME/.cargo/bin:$PATH"
    fi
    export PATH
}

# xmllint (libxml2) judges in the tests what is well-formed and what fits a schema. Without it those tests skip.
setup_xmllint() {
    if ! command -v xmllint >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
        apt_install libxml2-utils
    fi
}

# What strikes in the fault suite. Without one of them the rows that need it are not run, and say so.
setup_fault_tools() {
    local missing=()
    command -v strace >/dev/null 2>&1 || missing+=(strace)
    command -v openssl >/dev/null 2>&1 || missing+=(openssl)
    compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || missing+=(faketime)
    [ ${#missing[@]} -eq 0 ] || ! command -v apt-get >/dev/null 2>&1 || apt_install "${missing[@]}"
}

# A real OpenID Connect provider for the sign-in tests, from npm, beside what cargo builds. Without it those tests fail.
setup_oidc_provider() {
    local folder
    folder="$(target_folder)/oidc"
    command -v npm >/dev/null 2>&1 || apt_install nodejs npm
    mkdir -p "$folder"
    cp "$SLUIS_ROOT"/tests/oidc/provider.mjs "$folder/"
    if [ -d "$folder/node_modules/oidc-provider" ] &&
        cmp -s "$SLUIS_ROOT/tests/oidc/package-lock.json" "$folder/package-lock.json"; then
        return
    fi
    say "installing oidc-provider for the sign-in tests, in $folder"
    cp "$SLUIS_ROOT"/tests/oidc/package.json "$SLUIS_ROOT"/tests/oidc/package-lock.json "$folder/"
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent >/dev/null ||
        die "npm cannot install oidc-provider" "check the network and the registry of npm, then start again"
}

# A browser for the test of the pages, and what drives it. Without them that test fails.
setup_browser() {
    local folder
    folder="$(target_folder)/browser"
    [ -x /usr/bin/chromium ] || apt_install chromium
    command -v npm >/dev/null 2>&1 || apt_install nodejs npm
    mkdir -p "$folder"
    cp "$SLUIS_ROOT"/tests/browser/ochtend.mjs "$folder/"
    if [ -d "$folder/node_modules/playwright-core" ] &&
        cmp -s "$SLUIS_ROOT/tests/browser/package-lock.json" "$folder/package-lock.json"; then
        return
    fi
    say "installing playwright-core for the test of the pages, in $folder"
    cp "$SLUIS_ROOT"/tests/browser/package.json "$SLUIS_ROOT"/tests/browser/package-lock.json "$folder/"
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent >/dev/null ||
        die "npm cannot install playwright-core" "check the network and the registry of npm, then start again"
}

sluis_setup() {
    setup_postgres
    setup_build_tools
    setup_rust
}

# Where cargo puts what it builds.
target_folder() {
    local folder="${CARGO_TARGET_DIR:-target}"
    case "$folder" in
        /*) printf '%s\n' "$folder" ;;
        *) printf '%s\n' "$SLUIS_ROOT/$folder" ;;
    esac
}
