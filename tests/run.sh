#!/usr/bin/env bash
# Builds everything and runs all tests, on a Debian machine that has nothing but the .NET SDK: the real peers that tests talk to
# come from apt. The last line is "N passed, N failed"; anything but success is a non-zero exit code.
#
#   tests/run.sh                                       all tests
#   tests/run.sh --filter FullyQualifiedName~Prometheus   arguments go to dotnet test
#   CONFIGURATION=Release tests/run.sh                 Debug otherwise, so that invariants are asserted
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Package and a file of it, by path: /usr/sbin is not on everybody's PATH.
readonly peers=(victoria-metrics:/usr/bin/victoria-metrics snmpd:/usr/sbin/snmpd snmp:/usr/bin/snmpwalk prometheus:/usr/bin/promtool prometheus-alertmanager:/usr/bin/prometheus-alertmanager prometheus-snmp-exporter:/usr/bin/prometheus-snmp-exporter
    python3-grpcio:/usr/lib/python3/dist-packages/grpc/__init__.py python3-h2:/usr/lib/python3/dist-packages/h2/__init__.py python3-protobuf:/usr/lib/python3/dist-packages/google/protobuf/__init__.py
    systemd:/usr/bin/systemd-analyze python3-jsonschema:/usr/lib/python3/dist-packages/jsonschema/__init__.py python3-yaml:/usr/lib/python3/dist-packages/yaml/__init__.py dnsmasq-base:/usr/sbin/dnsmasq protobuf-compiler:/usr/bin/protoc libprotobuf-dev:/usr/include/google/protobuf/any.proto)
readonly configuration=${CONFIGURATION:-Debug}

# The messages of OTLP as OpenTelemetry publishes them. No Debian package has them; this one of npm's has the .proto files, and nothing of it is run.
readonly otlp_package=@opentelemetry/otlp-grpc-exporter-base@0.36.1 otlp_folder=artifacts/peers/opentelemetry-proto

# What Grafana, Kubernetes and the Prometheus operator publish of their types, and the compiler that compares.
readonly types=(typescript@5.9.3 @grafana/schema@12.1.0 kubernetes-models@5.1.0 @kubernetes-models/prometheus-operator@6.0.0) types_folder=artifacts/peers/published-types

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# No build node may stay behind: it would hold on to our standard output, and whoever reads that would wait for it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

passed=0 failed=0 skipped=0
results=$(mktemp -d)
policy=

finish() {
    local code=$?
    [[ -z $policy ]] || as_root rm -f "$policy"
    rm -rf "$results"
    if ((code != 0 && failed == 0)); then failed=1; fi
    local line="$passed passed, $failed failed"
    ((skipped == 0)) || line+=", $skipped skipped"
    echo "$line"
    exit "$code"
}

give_up() {
    echo "tests/run.sh: $*" >&2
    exit 1
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# Installs the peers that are missing. The tests start them themselves, so none may be started, now or at the next boot.
install_peers() {
    local missing=() peer
    for peer in "${peers[@]}"; do
        [[ -e ${peer#*:} ]] || missing+=("${peer%%:*}")
    done
    [[ -e $otlp_folder && -e $types_folder/node_modules ]] || command -v npm >/dev/null || missing+=(npm)
    ((${#missing[@]} > 0)) || return 0
    local command="apt-get install --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null || give_up "these peers of the tests are missing: ${missing[*]}. This machine has no apt-get to install them."
    ((EUID == 0)) || command -v sudo >/dev/null || give_up "not root, and no sudo: run '$command' as root first."

    echo "Installing ${missing[*]}"
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
        policy=/usr/sbin/policy-rc.d
        # 101: the action is forbidden (invoke-rc.d's contract with policy-rc.d).
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    as_root apt-get update -qq || echo "apt-get update failed; trying with the package lists as they are" >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >"$results/apt.log" 2>&1 || {
        cat "$results/apt.log" >&2
        give_up "'$command' failed."
    }
    as_root systemctl disable --quiet "${missing[@]}" 2>/dev/null || true # not every machine runs systemd, not every package has a service
}

fetch_otlp_messages() {
    [[ ! -e $otlp_folder ]] || return 0
    local archive
    archive=$(npm pack --loglevel error --pack-destination "$results" "$otlp_package") || give_up "npm pack $otlp_package failed."
    tar -xzf "$results/$archive" -C "$results" package/build/protos
    mkdir -p "${otlp_folder%/*}"
    mv "$results/package/build/protos" "$otlp_folder"
}

fetch_types() {
    [[ ! -e $types_folder/node_modules ]] || return 0
    mkdir -p "$types_folder"
    echo '{ "private": true }' >"$types_folder/package.json"
    # In the folder, and not by --prefix: npm looks for its global configuration, such as the machine's authorities, below a prefix.
    (cd "$types_folder" && npm install --loglevel error --no-audit --no-fund --ignore-scripts "${types[@]}") || give_up "npm install ${types[*]} failed."
}

# One count out of the Counters element of a trx file.
counted() {
    sed -n "s/.*<Counters.*[ ]$1=\"\([0-9]*\)\".*/\1/p" "$results/all.trx"
}

run_tests() {
    # The interoperability tests come first: they mostly wait, so the others can run beside them.
    local project name assemblies=()
    for project in tests/Collector.Interop.Tests tests/*.Tests; do
        name=${project#tests/}
        [[ " ${assemblies[*]-} " == *"/$name.dll "* ]] || assemblies+=("$project/bin/$configuration/net10.0/$name.dll")
    done

    # The tests remove what is theirs; the SDK, and a runtime that a test kills, leave something behind each time.
    mkdir "$results/tmp"
    local code=0
    TMPDIR=$results/tmp dotnet test "${assemblies[@]}" --logger "console;verbosity=minimal" --logger "trx;LogFileName=all.trx" --results-directory "$results" \
        "$@" -- RunConfiguration.MaxCpuCount=2 || code=$?
    [[ -s $results/all.trx ]] || give_up "the test run left no results (exit code $code)."
    passed=$(counted passed)
    skipped=$(($(counted total) - $(counted executed)))
    failed=$(($(counted executed) - passed))
    ((code == 0)) || exit "$code"
    ((failed == 0)) || exit 1
    ((passed > 0)) || give_up "no test ran."
}

trap finish EXIT
command -v dotnet >/dev/null || give_up "the .NET SDK that global.json names is missing: https://dotnet.microsoft.com/download"
install_peers
fetch_otlp_messages
fetch_types
dotnet build Collector.sln -c "$configuration" -v q || give_up "the build failed."
# HotPathTests runs it. Here, because a compiler beside the tests would slow down all others.
dotnet build benchmarks/Collector.Benchmarks -c Release -v q || give_up "the Release build of the benchmarks failed."
run_tests "$@"
