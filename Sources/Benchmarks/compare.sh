#!/usr/bin/env bash
# Compares the generated OVSPacket code with the C baseline: instructions and allocations a message, in one run.
#
#   Sources/Benchmarks/compare.sh
#
# Both programs do the same work on the same 1000 messages and must print the same checksum. Valgrind counts, which
# does not depend on what else the machine does: four passes less two passes, so that start and end cancel out.
# Exits with 1 if a checksum differs, a limit is exceeded, or anything is allocated.
set -euo pipefail

cd "$(dirname "$0")/../.."
for tool in gcc valgrind; do
    command -v "$tool" >/dev/null || { echo "compare.sh: $tool is needed (apt-get install $tool)" >&2; exit 2; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O2 -std=c11 -Wall -Wextra -Werror -I Sources/Benchmarks/CBaseline/include \
    Sources/Benchmarks/CBenchmark/main.c Sources/Benchmarks/CBaseline/baseline.c -o "$work/c-benchmark"
swift build -c release --product swift-benchmark >&2
swift_benchmark=$(swift build -c release --show-bin-path)/swift-benchmark

instructions() { # program, work, passes
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
        awk '/Collected/ { print $NF }'
}

allocations() { # program, work, passes
    valgrind --tool=memcheck --leak-check=no "$@" 2>&1 >/dev/null |
        awk '/total heap usage/ { gsub(",", ""); print $5 }'
}

failed=0
printf '%-12s %8s %8s %7s %7s %12s\n' work C Swift ratio limit allocations
while read -r name limit; do
    if [ "$("$work/c-benchmark" "$name" 4)" != "$("$swift_benchmark" "$name" 4)" ]; then
        echo "$name: the programs disagree on the checksum" >&2
        failed=1
        continue
    fi
    c=$(($(instructions "$work/c-benchmark" "$name" 4) - $(instructions "$work/c-benchmark" "$name" 2)))
    s=$(($(instructions "$swift_benchmark" "$name" 4) - $(instructions "$swift_benchmark" "$name" 2)))
    a=$(($(allocations "$swift_benchmark" "$name" 4) - $(allocations "$swift_benchmark" "$name" 2)))
    awk -v name="$name" -v c="$c" -v s="$s" -v a="$a" -v limit="$limit" 'BEGIN {
        printf "%-12s %8.1f %8.1f %7.2f %7.2f %12d\n", name, c / 2000, s / 2000, s / c, limit, a
        exit s / c > limit || a != 0
    }' || failed=1
done <<'LIMITS'
decode 1.2
encode 1.4
turnaround 1.1
LIMITS
exit $failed
