#!/usr/bin/env bash
# Rewrites the .hex files beside this script: compiles the two C programs, boots
# a Debian kernel with Open vSwitch under emulation, captures upcalls in it and
# has the kernel judge encoded-execute.hex.
#
# Needs: a Debian with fresh package lists (apt-get update), gcc, libc6-dev,
# linux-libc-dev and what Tests/VM/boot.sh needs, which boots the kernel. Takes
# under a minute; ./capture-upcalls.sh -v also shows what the machine prints.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
boot=$here/../../VM/boot.sh
command -v gcc >/dev/null || { echo "capture-upcalls: gcc is missing" >&2; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

flags=(-std=gnu11 -O2 -Wall -Wextra -Werror -static)
gcc "${flags[@]}" -o capture-upcalls "$here/capture-upcalls.c"
gcc "${flags[@]}" -o encode-execute "$here/encode-execute.c"
./encode-execute >encoded-execute.hex
./encode-execute >plain
./encode-execute --nested >nested

# Neighbour discovery would cause upcalls of its own.
"$boot" --module openvswitch --module vport-vxlan --module veth --no-ipv6 --file plain --file nested --seconds 180 \
    ./capture-upcalls plain nested >lines
[ "${1:-}" != -v ] || cat lines
grep -q '^==== end$' lines || { cat lines >&2; echo "capture-upcalls: the run did not finish" >&2; exit 1; }
awk '/^==== / { file = $2 == "end" ? "" : $2 ".hex"; next }
     /^note: / { print; next }
     file && (/^#/ || /^([0-9a-f][0-9a-f] ?)+$/) { print > file }' lines
cp ./*.hex "$here/"
echo "rewrote:" ./*.hex
