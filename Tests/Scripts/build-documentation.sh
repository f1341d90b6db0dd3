#!/usr/bin/env bash
# Builds the documentation of Netlink, NetlinkTesting and OVSPacket; warnings, such as a link to nothing, are errors.
#
#   Tests/Scripts/build-documentation.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
output=${1:-$work/documentation}
mkdir -p "$output"
docc=$(command -v docc || true)
[ -n "$docc" ] || { echo "build-documentation.sh: docc is not part of this toolchain"; exit 77; }

for target in OVSPacket NetlinkTesting; do
    swift build --target "$target" --scratch-path "$work/build" \
        -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$work/symbols" >&2
done
for catalogue in Sources/Netlink/Netlink.docc Sources/NetlinkTesting/NetlinkTesting.docc Generated/OVSPacket/OVSPacket.docc; do
    module=$(basename "$catalogue" .docc)
    mkdir -p "$work/$module"
    cp "$work/symbols/$module".symbols.json "$work/symbols/$module"@*.symbols.json "$work/$module/" 2>/dev/null || true
    docc convert "$catalogue" --additional-symbol-graph-dir "$work/$module" \
        --fallback-display-name "$module" --fallback-bundle-identifier "$module" \
        --warnings-as-errors --output-path "$output/$module"
done
