#!/usr/bin/env bash
# Shows a whole district at work: a private PostgreSQL, the hub, and one process a station that records real screening
# answers and syncs them. Usage: deploy/demo.sh [--once] [--port N] [--screenings FILE] [--pace N] [--interval N] [--state DIR] [--profile DIR] [--no-build]
#   --once              ends when everything is synced; the last line is one JSON object
#   --port N            where the page is (default 8080)
#   --screenings FILE   another file with the columns of config/demo/phq9-nhanes-2017-2018.csv
#   --pace N            rows that each station records a second (default: 25 to watch it, no limit with --once)
#   --interval N        seconds between a station's syncs (default 2)
#   --state DIR         where everything is kept (default .demo)
#   --profile DIR       also a profile whose package stands in a folder elsewhere (see Plugins/README.md)
#   --no-build          runs what was built before
# Each screenings file has a district of its own in the state folder, which the next run uses again. A process that dies
# is started again, so that faults can be tried out: see the .pid files in the district's folder.
set -euo pipefail
cd "$(dirname "$0")/.."

once=false port=8080 screenings=config/demo/phq9-nhanes-2017-2018.csv pace='' interval=2 state_folder=.demo profile='' build=true
while [ $# -gt 0 ]; do
    case "$1" in
    --once) once=true ;;
    --port) port=${2:?--port needs a number}; shift ;;
    --screenings) screenings=${2:?--screenings needs a file}; shift ;;
    --pace) pace=${2:?--pace needs a number}; shift ;;
    --interval) interval=${2:?--interval needs a number}; shift ;;
    --state) state_folder=${2:?--state needs a folder}; shift ;;
    --profile) profile=${2:?--profile needs a folder}; shift ;;
    --no-build) build=false ;;
    *) sed -n '2,12s/^# //p' "$0" >&2; exit 2 ;;
    esac
    shift
done
[ -z "$profile" ] || [ -r "$profile/plugin.yaml" ] ||
    { echo "$profile 中没有 plugin.yaml / $profile holds no plugin.yaml" >&2; exit 2; }
[ -r "$screenings" ] || { echo "无法读取 $screenings / $screenings can't be read" >&2; exit 2; }

say() { printf '%s\n' "$*" >&2; }

deploy/packages.sh build run
if $build; then
    say "编译（首次约 10 分钟）/ building (about 10 minutes the first time)"
    swift build >&2
fi
bin=$PWD/.build/debug

$once || pace=${pace:-25}
mkdir -p "$state_folder"
state=$(cd "$state_folder" && pwd)/$(sha256sum "$screenings" | cut -c1-12)
mkdir -p "$state/stations" "$state/logs"
# The database runs as an unprivileged user, who can't pass through every folder, such as root's own.
cluster=$state/cluster
if [ "$(id -u)" -eq 0 ] && ! setpriv --reuid=postgres --regid=postgres --clear-groups test -x "$state"; then
    cluster=/var/lib/xinlian-demo/$(printf '%s' "$state" | sha256sum | cut -c1-12)
fi
# Profiles and libraries together with those of the package elsewhere, as one district has them.
plugins=Plugins libraries=$bin
if [ -n "$profile" ]; then
    swift build --package-path "$profile" >&2
    plugins=$state/plugins libraries=$state/libraries
    rm -rf "$plugins" "$libraries"
    mkdir -p "$libraries"
    cp -R Plugins "$plugins"
    own=$plugins/$(basename "$(cd "$profile" && pwd)")
    mkdir -p "$own"
    cp "$profile"/*.yaml "$own"
    for part in packages activities; do [ ! -d "$profile/$part" ] || cp -R "$profile/$part" "$own"; done
    [ ! -d "$profile/instruments" ] || cp "$profile"/instruments/*.yaml "$plugins/instruments"
    cp "$(swift build --package-path "$profile" --show-bin-path)"/lib*.so "$libraries"
    cp "$bin"/lib*.so "$libraries"
fi
hub_url=http://127.0.0.1:$port
hub_pid='' stations=()
declare -A station_pids=()

# Stations first, so that they send what they have while the hub still answers; the database last.
stop() {
    trap - EXIT INT TERM
    set +e
    # Without a process id, wait would wait for the hub too.
    if [ ${#station_pids[@]} -gt 0 ]; then
        kill "${station_pids[@]}" 2>/dev/null
        wait "${station_pids[@]}" 2>/dev/null
    fi
    [ -n "$hub_pid" ] && kill "$hub_pid" 2>/dev/null && wait "$hub_pid" 2>/dev/null
    rm -f "$state"/*.pid "$state"/stations/*.pid
    "$bin/xinlian-hub" cluster stop "$cluster" >/dev/null 2>&1
}
trap 'stop' EXIT
# Up until interrupted is how it is meant to end, unless it was to end by itself.
interrupted() {
    stop
    $once && exit "$1"
    exit 0
}
trap 'interrupted 130' INT
trap 'interrupted 143' TERM

# Without these keys nothing of a person in the database can be read, so they live as long as it does.
export XINLIAN_KEYS_FILE=$state/keys.txt
[ -s "$XINLIAN_KEYS_FILE" ] || "$bin/xinlian-hub" keys generate --output "$XINLIAN_KEYS_FILE" >&2

say "启动数据库 / starting the database"
XINLIAN_DATABASE_URL=$("$bin/xinlian-hub" cluster start "$cluster" --log-level warning)
export XINLIAN_DATABASE_URL XINLIAN_AUDIT_ANCHORS=$state/audit-anchors.jsonl
# For commands beside the demonstration: set -a; . <this file>
printf '%s=%s\n' XINLIAN_DATABASE_URL "'$XINLIAN_DATABASE_URL'" XINLIAN_KEYS_FILE "'$XINLIAN_KEYS_FILE'" \
    XINLIAN_AUDIT_ANCHORS "'$XINLIAN_AUDIT_ANCHORS'" >"$state/hub.env"
"$bin/xinlian-hub" database prepare --log-level warning >&2

start_hub() {
    "$bin/xinlian-hub" serve --development --plugins "$plugins" --libraries "$libraries" --port "$port" --log-level notice >>"$state/logs/hub.log" 2>&1 &
    hub_pid=$!
    echo "$hub_pid" >"$state/hub.pid"
}
start_station() {
    # Plugins of a checkout are unsigned.
    XINLIAN_DEVELOPMENT=true XINLIAN_PLUGINS=$plugins XINLIAN_LIBRARIES=$libraries "$bin/xinlian-station" run --book "$state/stations/$1" --hub "$hub_url" --import "$state/plan/$1" \
        --interval "$interval" --max-backoff 5 ${pace:+--pace "$pace"} --log-level notice >>"$state/logs/$1.log" 2>&1 &
    station_pids[$1]=$!
    echo "$!" >"$state/stations/$1.pid"
}
# Starts again what died, which is what systemd does in a real installation.
supervise() {
    local station
    kill -0 "$(head -n 1 "$cluster/data/postmaster.pid" 2>/dev/null || echo none)" 2>/dev/null ||
        "$bin/xinlian-hub" cluster start "$cluster" --log-level error >/dev/null 2>&1 || true
    kill -0 "$hub_pid" 2>/dev/null || start_hub
    for station in "${stations[@]}"; do
        kill -0 "${station_pids[$station]}" 2>/dev/null || start_station "$station"
    done
}
# Waits for a condition, and no longer than it can reasonably take. Gives up at once when the hub can't start.
wait_for() {
    local what=$1 deadline=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        if [ $SECONDS -ge $deadline ]; then say "超时：$what / timed out: $what（$state/logs）"; exit 1; fi
        if ! kill -0 "$hub_pid" 2>/dev/null; then
            tail -n 5 "$state/logs/hub.log" >&2
            exit 1
        fi
        sleep 0.2
    done
}
say "启动枢纽 / starting the hub"
start_hub
wait_for "hub" 60 curl -sf "$hub_url/health/ready"

# The plan is made once, so that running again imports the same rows, which the books know already.
if [ ! -e "$state/plan/complete" ]; then
    say "分配筛查数据到各站 / spreading the screenings over the stations"
    rows=$("$bin/xinlian-hub" demo plan --screenings "$screenings" --output "$state/plan")
    printf '%s\n' "$rows" >"$state/plan/complete"
fi
rows=$(cat "$state/plan/complete")

# Once too: the same document doesn't give its money twice.
if [ ! -e "$state/plan/budget" ]; then
    say "下达各站预算指标 / giving every station its budget"
    "$bin/xinlian-hub" demo budget --log-level warning >"$state/plan/budget.part"
    mv "$state/plan/budget.part" "$state/plan/budget"
fi

mapfile -t stations < <("$bin/xinlian-hub" stations list --log-level warning | cut -f1)
say "登记 ${#stations[@]} 个站点 / enrolling ${#stations[@]} stations"
enrolment_code() { "$bin/xinlian-hub" stations enrol "$1" --log-level warning 2>>"$state/logs/hub.log"; }
for station in "${stations[@]}"; do
    book=$state/stations/$station
    # The book is the last thing that init makes; without it, it was interrupted. A book that has a key and was not
    # registered keeps the code and registers by itself; one of an earlier version has no key.
    if [ ! -s "$book/book.sqlite" ]; then
        enrolment_code "$station" |
            "$bin/xinlian-station" init --development --book "$book" --station "$station" --hub "$hub_url" --code-file - \
                --config config --plugins Plugins >/dev/null
    elif [ ! -s "$book/station.key" ]; then
        enrolment_code "$station" |
            "$bin/xinlian-station" enrol --book "$book" --hub "$hub_url" --code-file - >/dev/null
    fi
    rm -f "$state/stations/$station.credential"
done

say "启动各站 / starting one process a station"
for station in "${stations[@]}"; do start_station "$station"; done

say "页面 / the page: $hub_url/"
# The link stands in the log of the hub's first start and nowhere else.
link=$(grep -o "http[^ ]*/sign-in/link?token=[A-Za-z0-9_-]*" "$state/logs/hub.log" | tail -n 1 || true)
[ -z "$link" ] || say "首次登录请设置 director 的密码（链接只能用一次）/ set director's password first, the link works once: $link"

# One JSON object a station, from its book. Each question is a program's start, so a book that has everything imported and
# acknowledged is not asked again.
books() {
    local station said
    for station in "${stations[@]}"; do
        said=$state/said/$station.json
        [ -s "$said" ] && jq -e "$synced" "$said" >/dev/null ||
            "$bin/xinlian-station" status --book "$state/stations/$station" --json --log-level error >"$said"
        cat "$said"
    done
}
synced='.facts.unsent == 0 and .facts.recorded > 0 and .imports.pending == 0'
rm -rf "$state/said"
mkdir "$state/said"

# What the books say together; succeeds when all are.
all_synced() {
    books | jq -s -r --argjson rows "$rows" '
        (map(.facts.recorded) | add) as $recorded | (map(.facts.unsent) | add) as $unsent
        | "\($recorded) 条已记录，\($unsent) 条待送达 / \($recorded) facts recorded, \($unsent) to send",
          (if all(.[]; '"$synced"') then "done" else "busy" end)' |
        { IFS= read -r line; IFS= read -r outcome; printf '%s' "$line"; [ "$outcome" = "done" ]; }
}

reconcile() { "$bin/xinlian-hub" reconcile --log-level error; }

summary() {
    local recorded
    recorded=$(books | jq -s 'map(.facts.recorded) | add')
    reconcile | jq -c --argjson recorded "$recorded" '{
        stations, profiles, facts: {recorded: $recorded, stored: .facts.stored, quarantined: .facts.quarantined},
        screening: {received: .screenings.received, scored: .screenings.scored, incomplete: .screenings.incomplete,
            phq9_10_or_more: .screenings.phq9TenOrMore, item9_positive: .screenings.itemNinePositive}}'
}

# Asks the books while the processes are watched; asking takes a while on a small machine.
poll() {
    local asking
    all_synced >"$state/progress" &
    asking=$!
    while kill -0 "$asking" 2>/dev/null; do
        supervise
        sleep 0.5
    done
    wait "$asking"
}

begin=$SECONDS
until poll; do
    printf '\r%s  %ds ' "$(cat "$state/progress")" $((SECONDS - begin)) >&2
    if [ $((SECONDS - begin)) -ge 1800 ]; then say "超时 / timed out（$state/logs）"; exit 1; fi
done
printf '\r%s  %ds \n' "$(cat "$state/progress")" $((SECONDS - begin)) >&2

# Effects follow their facts at once, yet a moment later.
effects_applied() { reconcile | jq -e '.attention.waiting == 0'; }
wait_for "effects" 60 effects_applied
reconcile | jq -r \
    '"当天需人工查看 / to be looked at the same day: \(.attention.sameDay) (\(.attention.incomplete) 份未完成 / incomplete)"' >&2

if $once; then
    result=$(summary)
    stop
    printf '%s\n' "$result"
    exit 0
fi
summary
say "按 Ctrl-C 结束 / press Ctrl-C to end; the page: $hub_url/"
while true; do
    supervise
    sleep 2
done
