#!/usr/bin/env bash
# The way of a new user, timed: clones this repository, builds it, starts the demo and a Prometheus that scrapes it, and waits until
# Prometheus' own query has a rate. Needs the .NET SDK, git, curl and prometheus. Ends what it started.
#
#   deploy/quick-start.sh            prints the seconds of each step
#   deploy/quick-start.sh --stay     leaves both running until Ctrl-C
set -euo pipefail
readonly repository=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
readonly work=$(mktemp -d) collector=127.0.0.1:19116 prometheus=127.0.0.1:19090
children=()

finish() {
    for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap finish EXIT

step() { printf '%4d s  %s\n' "$SECONDS" "$1"; }

# The value of a PromQL expression, empty while there is none.
value() {
    curl -sfG "http://$prometheus/api/v1/query" --data-urlencode "query=$1" | sed -n 's/.*"value":\[[^,]*,"\([^"]*\)"\].*/\1/p' || true
}

wait_for() {
    for _ in $(seq 600); do
        [[ -z $("$@") ]] || return 0
        sleep 0.5
    done
    echo "waited in vain for: $*" >&2
    exit 1
}

SECONDS=0
git clone -q "$repository" "$work/collector"
step "cloned"
dotnet build -c Release -v q --nologo "$work/collector/src/Collector.Daemon" >"$work/build.log" || { cat "$work/build.log" >&2; exit 1; }
step "built"
dotnet "$work/collector/src/Collector.Daemon/bin/Release/net10.0/collector.dll" demo --listen "$collector" >"$work/demo.log" 2>&1 &
children+=($!)
printf 'global: { scrape_interval: 5s }\nscrape_configs: [ { job_name: collector, honor_labels: true, static_configs: [ { targets: ["%s"] } ] } ]\n' "$collector" >"$work/prometheus.yml"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="$prometheus" >"$work/prometheus.log" 2>&1 &
children+=($!)
wait_for value 'count(ifHCInOctets)'
step "Prometheus has $(value 'count(ifHCInOctets)') counters of $(value 'count(up == 1)') devices"
wait_for value 'sum(rate(ifHCInOctets[1m])) * 8'
step "and graphs $(value 'sum(rate(ifHCInOctets[1m])) * 8 / 1e9') Gbit/s"
[[ ${1-} != --stay ]] || { echo "http://$prometheus/graph?g0.expr=sum%20by%20(site)%20(rate(ifHCInOctets%5B1m%5D))%20*%208&g0.tab=0"; wait; }
