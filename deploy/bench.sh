#!/usr/bin/env bash
# Measures how fast facts are taken and how fast the database driver is, each beside PostgreSQL's own means; what access
# control, encryption and audit cost, each beside the same work without it; what plugins' own processes cost beside plugins
# in process, how many screenings one scores beside the facts that are taken, and how long requests take while plugins
# crash, hang and eat memory beside the same requests in peace (here less is better); how fast the ledger records transfers
# beside bare rows, and tells balances beside summing all entries: a private cluster with fsync on,
# interleaved rounds, medians. Usage: deploy/bench.sh ingest|driver|access|plugins|ledger|all [OPTION…]
#   --rounds N     rounds of each figure, 5 or more (default 5)
#   ingest only: --stations N  stations that send at once (default 4)   --batches N  batches of 1,000 facts each (default 10)
# Prints one line a figure: NAME ratio=OURS/REFERENCE ours=… reference=… unit=…
set -euo pipefail
cd "$(dirname "$0")/.."

figures=${1:-}
case "$figures" in
ingest | driver | access | plugins | ledger | all) shift ;;
*) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

deploy/packages.sh build run bench
# Everything: SwiftPM takes one product a call, and plans the package anew for each.
swift build -c release --scratch-path .build-release >&2
bin=$PWD/.build-release/release

if [ "$figures" = all ]; then
    "$bin/xinlian-bench" driver "$@"
    "$bin/xinlian-bench" ingest "$@"
    "$bin/xinlian-bench" access "$@"
    "$bin/xinlian-bench" plugins "$@"
    "$bin/xinlian-bench" ledger "$@"
else
    "$bin/xinlian-bench" "$figures" "$@"
fi
