#!/usr/bin/env bash
# Runs the nasty inputs through the real command and prints what came of each, with the score per folder.
#   tests/corpus.sh [FOLDER]    FOLDER has EXPECTED.csv; without it: ../shared/corpus beside the checkout
# Exits 0 when every case gets an answer that its key allows, 1 when not, 2 when there is no key.
# Uses the server of DATABASE_URL, or a throw-away one.
set -euo pipefail
# shellcheck source=deploy/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/../deploy/setup.sh"

folder="${1:-$SLUIS_ROOT/../shared/corpus}"
if [ ! -f "$folder/EXPECTED.csv" ]; then
    say "error: there is no EXPECTED.csv in $folder"
    say "hint: tests/corpus.sh FOLDER"
    exit 2
fi
folder="$(cd "$folder" && pwd)"
report="$(mktemp -d)"
trap 'rm -rf "$report"' EXIT

cd "$SLUIS_ROOT"
sluis_setup
cargo build --quiet --package service
status=0
ANSWER_KEY="$folder" ANSWER_KEY_REPORT="$report" ./test.sh -p sluis-tests answer_key \
    >"$report/log" 2>&1 || status=1
for part in corpus groot klein odata csv; do
    if [ -f "$report/$part.txt" ]; then
        cat "$report/$part.txt"
    fi
done
if [ "$status" -ne 0 ]; then
    say ""
    say "failed; the end of the log:"
    tail -n 60 "$report/log" >&2
fi
exit "$status"
