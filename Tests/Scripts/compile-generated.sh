#!/usr/bin/env bash
# Generates modules from specs and compiles them as a user's package does, with every warning an error:
#
#   - each family as a public module of structs, in Swift 6 mode under strict memory safety, in debug and release builds,
#   - all of them with all faces as internal code of one module in Swift 5 mode,
#   - and again in a module whose default isolation is the main actor.
#
#   Tests/Scripts/compile-generated.sh [SPEC...]
#
# Without arguments: our specs, the small ones of the generator's tests, and the kernel's from ../shared/kernel-specs.
# Prints the lines and seconds of each module, and fails if the structs of the kernel's specs together take more than
# 45,000 lines, or if any of it does not lint clean. Seconds are those of the processor: other work on the machine does not count.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sources=$work/package/Sources
mkdir -p "$sources/InSwift5" "$sources/OnMainActor"

modules=() failures=0 skipped=0 total=0
declare -A spec_lines all_lines
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
    rm -rf "$work/generated" "$work/all"
    if ! "$ynl_gen" "$1" --faces structs --output "$work/generated" 2> "$work/messages" \
        || ! "$ynl_gen" "$1" --output "$work/all" 2> /dev/null; then
        fail "$1: $(cat "$work/messages")"
        return
    fi
    local module
    module=$(ls "$work/generated")
    if ! grep -q '^public import Netlink' "$work/generated/$module/$module.swift"; then
        skip "$1: its bindings are part of the runtime and compiled with it"
        return
    fi
    if [ -e "Generated/$module" ]; then # this package has a target of that name, which must be unique
        case $1 in */kernel-specs/*) module=${module}OfKernel ;; *) module=${module}Copy ;; esac
        rm -rf "$work/generated"
        "$ynl_gen" "$1" --faces structs --module "$module" --output "$work/generated"
    fi
    [ ! -e "$sources/$module" ] || { fail "$1: there is a module $module already"; return; }
    mv "$work/generated/$module" "$sources/"
    "$ynl_gen" "$1" --access internal --module "$module" > "$sources/InSwift5/$module.swift" 2> /dev/null
    cp "$sources/InSwift5/$module.swift" "$sources/OnMainActor/"
    modules+=("$module")
    spec_lines[$module]=$(wc -l < "$1")
    all_lines[$module]=$(cat "$work/all"/*/*.swift | wc -l)
    case $1 in */kernel-specs/*) total=$((total + $(cat "$sources/$module/"*.swift | wc -l))) ;; esac
}

manifest() {
    cat <<MANIFEST
// swift-tools-version: 6.2
import PackageDescription

func target(_ name: String, _ settings: [SwiftSetting]) -> Target {
    .target(
        name: name,
        // OVSPacket has nests of the other family.
        dependencies: ["Netlink", "OVSFlow"].map { .product(name: \$0, package: "$(basename "$root")") },
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

# Compiles a module; prints the seconds of the processor, or nothing if it fails.
seconds() { # module, configuration
    local TIMEFORMAT='%U'
    { time swift build --package-path "$work/package" -c "$2" --target "$1" > "$work/messages" 2>&1; } 2>&1
}

compile() { # module, configurations…
    local module=$1 lines configuration spent=()
    shift
    lines=$(cat "$sources/$module/"*.swift | wc -l)
    for configuration in "$@"; do
        spent+=("$(seconds "$module" "$configuration")")
        if ! tail -1 "$work/messages" | grep -q 'complete!'; then
            fail "$module does not compile ($configuration):"
            grep -E '^[^ |]+:[0-9]+:[0-9]+: (error|warning): ' "$work/messages" | sort -u | head -20
            return
        fi
    done
    printf '%-24s %6s %6d %6s %8s %8s\n' "$module" "${spec_lines[$module]-}" "$lines" "${all_lines[$module]-}" \
        "${spent[0]}" "${spent[1]-}"
}

for spec in "${specs[@]}"; do
    case $spec in *.overlay.yaml) ;; *) generate "$spec" ;; esac
done
[ ${#modules[@]} -gt 0 ] || { fail 'there is nothing to compile'; exit 1; }
manifest > "$work/package/Package.swift"
for configuration in debug release; do
    swift build --package-path "$work/package" -c "$configuration" --target Netlink >&2 \
        || { fail 'the runtime does not build'; exit 1; }
done

swift format lint --strict --parallel --recursive --configuration .swift-format "$sources" \
    || fail 'the generated sources do not lint clean'
printf '%-24s %6s %6s %6s %8s %8s\n' module spec structs all debug release
for module in "${modules[@]}"; do compile "$module" debug release; done
for module in InSwift5 OnMainActor; do compile "$module" debug; done

printf 'the structs of the kernel specs take %d lines\n' "$total"
[ "$total" -le 45000 ] || fail "$total lines are more than 45000"
printf '%d families compile in three settings, %d failures, %d skipped\n' ${#modules[@]} "$failures" "$skipped"
[ "$failures" = 0 ]
