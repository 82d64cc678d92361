#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests, the fast ones first. Usage: Tests/run.sh
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

deploy/packages.sh build run test

say "style"
swift format lint --strict --recursive Package.swift Sources Plugins Tests

say "build"
swift build --build-tests --explicit-target-dependency-import-check error

# What waits for moments is tested apart from what keeps all cores busy for a minute, and from plugins, which are verified,
# hung and crashed for minutes on end.
plugins='PluginHostTests|PluginKitTests|ContractHashTests'
busy='DistrictConfigTests|LedgerSimulationTests|FundingSimulationTests|CatalogueTests'
# Tests of one run all begin at once, and a test's limit of time counts from there: the two large groups run by themselves.
say "Swift tests"
swift test --skip-build --skip "$plugins|$busy|HubRuntimeTests|HubHTTPTests"
swift test --skip-build --filter HubRuntimeTests --skip "$plugins|$busy"
swift test --skip-build --filter HubHTTPTests --skip "$plugins|$busy"
say "Swift tests that compute"
swift test --skip-build --filter "$busy"
say "Swift tests of plugins"
XINLIAN_SLOW_TESTS=1 swift test --skip-build --filter "$plugins"

say "Python tests"
venv=.venv-tests
[ -x $venv/bin/pytest ] || python3 -m venv $venv
$venv/bin/pip install -q --disable-pip-version-check -r Tests/requirements.txt
bin=$(swift build --show-bin-path)
# Outside of the checkout, which the database's unprivileged user may not enter; TMPDIR says where else there is room.
work=$(mktemp -d "${TMPDIR:-/tmp}/xinlian-tests.XXXXXX")
# The database's unprivileged user has to reach its folder.
chmod 755 "$work"
demo_pid='' hub_pid=''
clean_up() {
    [ -n "$demo_pid" ] && kill "$demo_pid" 2>/dev/null && wait "$demo_pid" 2>/dev/null
    [ -n "$hub_pid" ] && kill "$hub_pid" 2>/dev/null && wait "$hub_pid" 2>/dev/null
    "$bin/xinlian-hub" cluster stop "$work/cluster" >/dev/null 2>&1
    rm -rf "$work"
}
trap 'clean_up || true' EXIT

# Of this machine alone, and not a fixed one, which another run may hold.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
wait_for() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $deadline ] || { echo "timed out: $*" >&2; return 1; }
        sleep 0.2
    done
}

# Books as other programs read them.
say "books"
mkdir "$work/books"
XINLIAN_BOOKS_FOLDER=$work/books swift test --skip-build --filter 'BookFiles|HostileWorkbook'
XINLIAN_BOOKS_FOLDER=$work/books $venv/bin/pytest -q -p no:cacheprovider Tests/BookOracles

# A hub with empty books for the client that was written from the protocol's text alone.
XINLIAN_DATABASE_URL=$("$bin/xinlian-hub" cluster start "$work/cluster" --log-level warning)
export XINLIAN_DATABASE_URL XINLIAN_KEYS_FILE=$work/keys.txt
"$bin/xinlian-hub" keys generate --output "$XINLIAN_KEYS_FILE"
"$bin/xinlian-hub" database prepare --log-level warning
port=$(free_port)
XINLIAN_HTTP_REQUESTS_PER_SECOND=2000 "$bin/xinlian-hub" serve --development --port "$port" --log-level notice >"$work/hub.log" 2>&1 &
hub_pid=$!
export XINLIAN_HUB_URL=http://127.0.0.1:$port
wait_for 60 curl -sf "$XINLIAN_HUB_URL/health/ready"
export XINLIAN_STATION=S01 XINLIAN_OTHER_STATION=S02
export XINLIAN_HUB_CMD="$bin/xinlian-hub" XINLIAN_STATION_CMD="$bin/xinlian-station"
say "sync protocol"
(cd Tests/SyncConformance && "../../$venv/bin/pytest" -q -p no:cacheprovider -W ignore)
say "operation"
$venv/bin/pytest -q -p no:cacheprovider Tests/OperationTests
seed=${XINLIAN_TEST_SEED:-20260701}
say "interface (XINLIAN_TEST_SEED=$seed)"
XINLIAN_TEST_SEED=$seed XINLIAN_API_EXAMPLES=${XINLIAN_API_EXAMPLES:-4} XINLIAN_PAGE_URL=$XINLIAN_HUB_URL $venv/bin/pytest -q -p no:cacheprovider -W ignore Tests/ApiTests
unset XINLIAN_DATABASE_URL XINLIAN_KEYS_FILE XINLIAN_HUB_URL

# A district with data for the pages.
say "pages"
port=$(free_port)
deploy/demo.sh --port "$port" --state "$work/demo" --pace 1000 >"$work/demo.log" 2>&1 &
demo_pid=$!
wait_for 300 grep -q '"stations":26' "$work/demo.log" || { tail "$work/demo.log"; exit 1; }
book=$(echo "$work"/demo/*/stations/S07)
# shellcheck disable=SC1090
set -a && . "$work"/demo/*/hub.env && set +a
XINLIAN_PAGE_URL=http://127.0.0.1:$port XINLIAN_HUB_CMD="$bin/xinlian-hub" \
XINLIAN_TOUCH_CMD="$bin/xinlian-station record channel.measured --book $book --field channel=notice-board --field metric=reads --field count=7 --field content=null" \
    $venv/bin/pytest -q -p no:cacheprovider Tests/BrowserTests
kill "$demo_pid" && wait "$demo_pid" || true
demo_pid=''
unset XINLIAN_DATABASE_URL XINLIAN_KEYS_FILE XINLIAN_AUDIT_ANCHORS

say "faults"
$venv/bin/pytest -q -s -p no:cacheprovider --basetemp="$work/faults" Tests/SimulationTests
