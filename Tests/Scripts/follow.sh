#!/usr/bin/env bash
# Follows links, addresses, routes, neighbours and rules on the running kernel while they change, in a network namespace
# of its own, and compares what the followers were told with fresh dumps. Status 77, which means skipped, if there can
# be no such namespace.
#
#   Tests/Scripts/follow.sh [CHANGES]
set -euo pipefail
cd "$(dirname "$0")/../.."
unshare -n true 2>/dev/null || { echo 'no network namespace can be made here (root is needed)'; exit 77; }
command -v ip >/dev/null || { echo 'the tool ip (package iproute2) is missing'; exit 77; }
swift build -c release --product follow-checks >&2
checks=$(swift build -c release --show-bin-path)/follow-checks
# IPv6 would find addresses and neighbours by itself.
timeout 300 unshare -n sh -c '
    ip link set lo up
    echo 0 >/proc/sys/net/ipv6/conf/default/router_solicitations
    exec "$@"' sh "$checks" "$@"
