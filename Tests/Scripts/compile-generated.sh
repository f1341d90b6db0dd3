#!/usr/bin/env bash
# Generates modules from specs and compiles them as a user's package does, with every warning an error:
#
#   - each family as a public module with views, in Swift 6 mode under strict memory safety,
#   - all of them as internal code of one module in Swift 5 mode,
#   - and again in a module whose default isolation is the main actor.
#
#   Tests/Scripts/compile-generated.sh [SPEC...]
#
# Without arguments: our specs, the small ones of the generator's tests, and the kernel's from ../shared/kernel-specs.
# Prints the lines and seconds of each module. A spec with constructs that are not generated yet is skipped, loudly;
# the status is 1 if anything else fails.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sources=$work/package/Sources
mkdir -p "$sources/InSwift5" "$sources/OnMainActor"

modules=() failures=0 skipped=0
fail() { failures=$((failures + 1)); printf 'FAILED   %s\n' "$*"; }
skip() { skipped=$((skipped + 1)); printf 'SKIPPED  %s\n' "$*"; }

specs=("$@")
if [ ${#specs[@]} = 0 ]; then
    specs=(specs/*.yaml Tests/YNLGeneratorTests/Golden/*.yaml)
    if [ -d ../shared/kernel-specs ]; then
        specs+=(../shared/kernel-specs/*.yaml)
    else
        skip 'the kernel specs: there is no ../shared/kernel-specs'
    fi
fi

swift build --product ynl-gen >&2 || { fail 'ynl-gen does not build'; exit 1; }
ynl_gen=$(swift build --show-bin-path)/ynl-gen

# Puts the module of a spec into the package.
generate() { # spec
    rm -rf "$work/generated"
    if ! "$ynl_gen" "$1" --output "$work/generated" 2> "$work/messages"; then
        if grep ': error: ' "$work/messages" | grep -qv 'not generated yet' || ! grep -q ': error: ' "$work/messages"; then
            fail "$1: $(cat "$work/messages")"
        else
            skip "$1: $(grep -m 1 -o 'error: .*' "$work/messages") ($(grep -c ': error: ' "$work/messages") in all)"
        fi
        return
    fi
    local module
    module=$(ls "$work/generated")
    if ! grep -q '^public import Netlink' "$work/generated/$module/$module.swift"; then
        skip "$1: its bindings are part of the runtime and compiled with it"
        return
    fi
    if [ -e "Generated/$module" ]; then # this package has a target of that name, which must be unique
        module=${module}Copy
        rm -rf "$work/generated"
        "$ynl_gen" "$1" --module "$module" --output "$work/generated"
    fi
    [ ! -e "$sources/$module" ] || { fail "$1: there is a module $module already"; return; }
    mv "$work/generated/$module" "$sources/"
    "$ynl_gen" "$1" --access internal --module "$module" > "$sources/InSwift5/$module.swift" 2> /dev/null
    cp "$sources/InSwift5/$module.swift" "$sources/OnMainActor/"
    modules+=("$module")
}

manifest() {
    cat <<MANIFEST
// swift-tools-version: 6.2
import PackageDescription

func target(_ name: String, _ settings: [SwiftSetting]) -> Target {
    .target(
        name: name,
        dependencies: [.product(name: "Netlink", package: "$(basename "$root")")],
        swiftSettings: [.treatAllWarnings(as: .error), .enableExperimentalFeature("Lifetimes")] + settings
    )
}

let strict: [SwiftSetting] = [.strictMemorySafety()] + [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
].map { .enableUpcomingFeature(\$0) }

let package = Package(
    name: "compile-generated",
    dependencies: [.package(path: "$root")],
    targets: [
        target("InSwift5", [.swiftLanguageMode(.v5)]),
        target("OnMainActor", [.defaultIsolation(MainActor.self)]),
$(printf '        target("%s", strict),\n' "${modules[@]}")
    ]
)
MANIFEST
}

compile() { # module
    local start=$SECONDS lines
    lines=$(cat "$sources/$1/"*.swift | wc -l)
    if swift build --package-path "$work/package" --target "$1" > "$work/messages" 2>&1; then
        printf 'compiled %-24s %6d lines %4d s\n' "$1" "$lines" $((SECONDS - start))
    else
        fail "$1 does not compile:"
        grep -E '^[^ |]+:[0-9]+:[0-9]+: (error|warning): ' "$work/messages" | sort -u | head -20
    fi
}

for spec in "${specs[@]}"; do
    case $spec in *.overlay.yaml) ;; *) generate "$spec" ;; esac
done
[ ${#modules[@]} -gt 0 ] || { fail 'there is nothing to compile'; exit 1; }
manifest > "$work/package/Package.swift"
cp Package.resolved "$work/package/" 2> /dev/null
swift build --package-path "$work/package" --target Netlink >&2 || { fail 'the runtime does not build'; exit 1; }
for module in "${modules[@]}" InSwift5 OnMainActor; do compile "$module"; done

printf '%d families compile in three settings, %d failures, %d skipped\n' ${#modules[@]} "$failures" "$skipped"
[ "$failures" = 0 ]
