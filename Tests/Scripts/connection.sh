#!/usr/bin/env bash
# The connection on the running kernel, in a network namespace of its own: many tasks with cancellation, a consumer that
# stalls, dumps of what changes, waits that end.
#
#   Tests/Scripts/connection.sh            everything: 10 rounds of 64 tasks with 1000 requests each, 100 000 routes
#   Tests/Scripts/connection.sh short      a tenth of it
#   SANITIZE=thread Tests/Scripts/connection.sh short
#
# Needs root and iproute2; exits with 77 where namespaces cannot be made.
set -euo pipefail
cd "$(dirname "$0")/../.."
unshare -n true 2>/dev/null || { echo 'connection.sh: cannot make a network namespace here' >&2; exit 77; }

options=(-c release)
# The second option tells the sanitizer of locks that it does not see.
[ -z "${SANITIZE:-}" ] || options=(--scratch-path "${SCRATCH:-.build/sanitize-$SANITIZE}" "--sanitize=$SANITIZE" -Xcc "-fsanitize=$SANITIZE")
swift build "${options[@]}" --product connection-checks 2> >(grep -v gold >&2) >&2
checks=$(swift build "${options[@]}" --show-bin-path)/connection-checks

if [ "${1:-}" = short ]; then
    work=('tasks 4 200' 'events 50000' 'dumps 10000 20' 'waits')
else
    work=('tasks 10 1000' 'events 100000' 'dumps 100000 50' 'waits')
fi
for check in "${work[@]}"; do
    # shellcheck disable=SC2086
    unshare -n sh -c 'ip link set lo up && exec "$@"' sh "$checks" $check
done
