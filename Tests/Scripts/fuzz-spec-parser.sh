#!/usr/bin/env bash
# Fuzzes the spec parser with libFuzzer, from our own specs and, where they are, the kernel's.
#
#   Tests/Scripts/fuzz-spec-parser.sh [SECONDS] [FOLDER-OF-KERNEL-SPECS]
#
# The fuzzer needs a package of its own: libFuzzer brings the main function, which an ordinary build would miss.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-300}
specs=${2:-../shared/kernel-specs}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for folder in Sources/CLibYAML Sources/YNLSpec Tests/Fuzz/SpecFuzzer; do
    ln -s "$PWD/$folder" "$work/$(basename "$folder")"
done
cat > "$work/Package.swift" <<'MANIFEST'
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "spec-fuzzer",
    targets: [
        .systemLibrary(name: "CLibYAML", path: "CLibYAML", pkgConfig: "yaml-0.1"),
        .target(name: "YNLSpec", dependencies: ["CLibYAML"], path: "YNLSpec"),
        .executableTarget(name: "SpecFuzzer", dependencies: ["YNLSpec"], path: "SpecFuzzer"),
    ]
)
MANIFEST

mkdir "$work/corpus"
cp specs/*.yaml Tests/YNLSpecTests/Fixtures/Bad/* "$work/corpus/"
[ ! -d "$specs" ] || cp "$specs"/*.yaml "$work/corpus/"
swift build --package-path "$work" -c release --sanitize=fuzzer >&2
"$(swift build --package-path "$work" -c release --sanitize=fuzzer --show-bin-path)/SpecFuzzer" \
    -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 \
    -dict=Tests/Fuzz/spec.dict -artifact_prefix="${TMPDIR:-/tmp}/spec-fuzzer-" "$work/corpus" 2>&1 | tail -n 20
