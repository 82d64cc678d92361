#!/usr/bin/env bash
# Installs what is missing, builds, and runs the tests, the fast ones first.
# Usage: Tests/run.sh                     everything but `soak`
#        Tests/run.sh SECTION [WHAT…]     one part, after a build:
#   style                                 format and imports
#   build                                 all products and tests
#   swift [NAME…]                         Swift tests; NAME is a module, a suite or a test (swift HubHTTP)
#   books                                 exported books, as other programs read them
#   protocol [FILE…]                      the sync protocol (Tests/SyncConformance)
#   operation [FILE…]                     what the hub refuses to start with (Tests/OperationTests)
#   interface [FILE…]                     the API and hostile text (Tests/ApiTests)
#   pages [FILE…]                         the pages in a browser (Tests/BrowserTests): pages test_offers.py
#   faults                                the demonstration while processes are killed
#   soak                                  the simulations in their long form
# The Python sections take pytest's options too: pages test_offers.py -k rehearsal
# Goes on after a section that failed, ends with a table of seconds (that of all sections is kept in
# .build/section-times.tsv), and with status 1 when one failed. XINLIAN_TEST_SEED=N runs what is random again.
set -euo pipefail
cd "$(dirname "$0")/.."

all=(style build python swift books protocol operation interface pages faults)
usage() { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2; exit 2; }
if [ $# -gt 0 ]; then
    case "$1" in
    style | build) sections=("$1") ;;
    swift | soak) sections=(build "$1") ;;
    books | protocol | operation | interface | pages | faults) sections=(build python "$1") ;;
    *) usage ;;
    esac
    one=$1
    shift
else
    sections=("${all[@]}") one=''
fi

deploy/packages.sh build run test
bin=$PWD/.build/debug
python=$PWD/.venv-tests/bin
# In memory where there is such a folder: nothing in it is kept. TMPDIR says where else there is room; not in the checkout,
# which the database's unprivileged user may not be able to enter.
place=${TMPDIR:-/dev/shm}
[ -w "$place" ] || place=/tmp
work=$(mktemp -d "$place/xinlian-tests.XXXXXX")
chmod 755 "$work"
# What tests put into temporary folders of their own too, such as a district with its database.
export TMPDIR=$work

stop_process() {
    [ -s "$1" ] && kill "$(cat "$1")" 2>/dev/null && tail --pid="$(cat "$1")" -f /dev/null
    rm -f "$1"
}
clean_up() {
    stop_process "$work/demo.pid"
    stop_process "$work/hub.pid"
    [ ! -d "$work/cluster" ] || "$bin/xinlian-hub" cluster stop "$work/cluster" >/dev/null 2>&1
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

section_style() {
    swift format lint --strict --parallel --recursive Package.swift Sources Plugins Tests
}

section_build() {
    swift build --build-tests --explicit-target-dependency-import-check error
}

section_python() {
    local stamp
    stamp=$(python3 --version; cat Tests/requirements.txt)
    [ "$(cat .venv-tests/stamp 2>/dev/null)" != "$stamp" ] || return 0
    rm -rf .venv-tests
    python3 -m venv .venv-tests
    # Resolves and unpacks in a fifth of pip's time.
    "$python/pip" install -q --disable-pip-version-check --no-compile --only-binary :all: uv
    "$python/uv" pip install -q --no-build --python "$python/python" -r Tests/requirements.txt
    echo "$stamp" >.venv-tests/stamp
}

# The built tests themselves, since `swift test` would plan the whole package anew each time.
swift_tests() {
    "$bin/xinlianPackageTests.xctest" --testing-library swift-testing "$@"
}

# What waits for moments is tested apart from what keeps all cores busy for a minute, and from plugins, which are verified,
# hung and crashed. Tests of one run all begin at once, and a test's limit of time counts from there, so there are several.
section_swift() {
    if [ $# -gt 0 ]; then
        XINLIAN_SLOW_TESTS=1 swift_tests "${@/#/--filter=}"
        return
    fi
    local plugins='PluginHostTests|PluginKitTests|ContractHashTests'
    local busy='DistrictConfigTests|LedgerSimulationTests|FundingSimulationTests|CatalogueTests' status=0
    swift_tests --skip "$plugins|$busy|HubRuntimeTests|HubHTTPTests" || status=1
    swift_tests --filter 'HubRuntimeTests|HubHTTPTests' || status=1
    swift_tests --filter "$busy" || status=1
    XINLIAN_SLOW_TESTS=1 swift_tests --filter "$plugins" || status=1
    return $status
}

section_soak() {
    XINLIAN_FUNDING_EVENTS=${XINLIAN_FUNDING_EVENTS:-200000} XINLIAN_LEDGER_EVENTS=${XINLIAN_LEDGER_EVENTS:-200000} \
        swift_tests --filter 'FundingSimulationTests|LedgerSimulationTests'
}

in_python() {
    local folder=$1 files=() options=() word
    shift
    # Names of files are those of the folder.
    for word in "$@"; do
        if [ -e "$folder/${word%%::*}" ]; then files+=("$folder/$word"); else options+=("$word"); fi
    done
    [ ${#files[@]} -gt 0 ] || files=("$folder")
    "$python/pytest" -q -p no:cacheprovider -W ignore "${options[@]}" "${files[@]}"
}

section_books() {
    mkdir -p "$work/books"
    export XINLIAN_BOOKS_FOLDER=$work/books
    swift_tests --filter 'BookFiles|HostileWorkbook'
    in_python Tests/BookOracles "$@"
}

# A hub with empty books, for clients that were written from the protocol's text alone.
with_hub() {
    if [ ! -s "$work/hub.env" ]; then
        local url port
        url=$("$bin/xinlian-hub" cluster start "$work/cluster" --log-level warning)
        export XINLIAN_DATABASE_URL=$url XINLIAN_KEYS_FILE=$work/keys.txt
        "$bin/xinlian-hub" keys generate --output "$XINLIAN_KEYS_FILE"
        "$bin/xinlian-hub" database prepare --log-level warning
        port=$(free_port)
        XINLIAN_HTTP_REQUESTS_PER_SECOND=2000 "$bin/xinlian-hub" serve --development --port "$port" \
            --log-level notice >"$work/hub.log" 2>&1 &
        echo $! >"$work/hub.pid"
        wait_for 60 curl -sf "http://127.0.0.1:$port/health/ready"
        printf "%s='%s'\n" XINLIAN_DATABASE_URL "$url" XINLIAN_KEYS_FILE "$XINLIAN_KEYS_FILE" \
            XINLIAN_HUB_URL "http://127.0.0.1:$port" XINLIAN_PAGE_URL "http://127.0.0.1:$port" \
            XINLIAN_STATION S01 XINLIAN_OTHER_STATION S02 \
            XINLIAN_HUB_CMD "$bin/xinlian-hub" XINLIAN_STATION_CMD "$bin/xinlian-station" >"$work/hub.env"
    fi
    # shellcheck disable=SC1091
    set -a && . "$work/hub.env" && set +a
}

section_protocol() {
    with_hub
    cd Tests/SyncConformance
    in_python . "$@"
}

section_operation() {
    with_hub
    in_python Tests/OperationTests "$@"
}

section_interface() {
    with_hub
    export XINLIAN_TEST_SEED=${XINLIAN_TEST_SEED:-20260701}
    echo "XINLIAN_TEST_SEED=$XINLIAN_TEST_SEED"
    XINLIAN_API_EXAMPLES=${XINLIAN_API_EXAMPLES:-4} in_python Tests/ApiTests "$@"
}

# A district with data for the pages.
section_pages() {
    local port book
    port=$(free_port)
    # Stations that ask less often leave the machine to the browser.
    deploy/demo.sh --no-build --port "$port" --state "$work/demo" --pace 1000 --interval 8 >"$work/demo.log" 2>&1 &
    echo $! >"$work/demo.pid"
    # It gives up by itself when it gets no further.
    until grep -q '"stations":26' "$work/demo.log"; do
        kill -0 "$(cat "$work/demo.pid")" 2>/dev/null || { tail "$work/demo.log"; return 1; }
        sleep 0.5
    done
    book=$(echo "$work"/demo/*/stations/S07)
    # shellcheck disable=SC1090
    set -a && . "$work"/demo/*/hub.env && set +a
    export XINLIAN_PAGE_URL=http://127.0.0.1:$port XINLIAN_HUB_CMD=$bin/xinlian-hub
    export XINLIAN_TOUCH_CMD="$bin/xinlian-station record channel.measured --book $book --field channel=notice-board --field metric=reads --field count=7 --field content=null"
    local status=0
    # Each worker has people and a browser of its own; what changes the district is one worker's.
    in_python Tests/BrowserTests --numprocesses 2 --dist loadscope "$@" || status=$?
    stop_process "$work/demo.pid"
    return $status
}

section_faults() {
    in_python Tests/SimulationTests -s --basetemp="$work/faults" "$@"
}

mkdir -p .build
times=.build/section-times.tsv failed=()
# The kept table is of a whole run.
[ -z "$one" ] || times=$work/section-times.tsv
: >"$times"
for section in "${sections[@]}"; do
    printf '\n== %s\n' "$section"
    begun=$SECONDS what=()
    [ "$section" != "$one" ] || what=("$@")
    # Not as a condition, within which nothing would end at its first failure.
    set +e
    (set -e && "section_$section" "${what[@]}")
    status=$?
    set -e
    printf '%s\t%s\n' "$section" $((SECONDS - begun)) >>"$times"
    [ $status -eq 0 ] || failed+=("$section")
    # Without programs there is nothing to test.
    [ $status -eq 0 ] || [ "$section" != build ] || break
done
printf '\nsection\tseconds\n' && cat "$times" && printf 'together\t%s\n' $SECONDS
[ ${#failed[@]} -eq 0 ] || { printf 'failed: %s\n' "${failed[*]}" >&2; exit 1; }
