#!/usr/bin/env bash
# Generates a module from every kernel spec, compiles them into a package of its own, and runs that package's tests: round
# trips of every attribute set, and conversations with the running kernel in a fresh network namespace.
#
#   Tests/Scripts/test-kernel-families.sh [ARGUMENTS OF swift test...]
#
# The specs are in ../shared/kernel-specs; without them the status is 77, which means skipped. FAMILIES=DIR keeps the
# package in a folder for the next run, SANITIZE=address builds and runs with that sanitizer. The tests on the kernel need root; they are Tests/KernelFamilies/KernelTests.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
. Tests/Scripts/kernel-modules.sh
specs=$root/../shared/kernel-specs
[ -d "$specs" ] || { echo "there is no ../shared/kernel-specs: kernel families are not tested"; exit 77; }

if [ -n "${FAMILIES:-}" ]; then
    package=$FAMILIES
else
    package=$(mktemp -d)
    trap 'rm -rf "$package"' EXIT
fi
mkdir -p "$package/Sources" "$package/Tests"

generate_kernel_modules "$root" "$package" "$specs"/*.yaml

for tests in EdgeCaseTests KernelTests RoundTripTests; do
    ln -sfn "$root/Tests/KernelFamilies/$tests" "$package/Tests/$tests"
done
mkdir -p "$package/Sources/FamilyTypes"
# Of these modules only: a package that was kept may have others from before.
sources=()
for module in "${modules[@]}"; do sources+=("$package/Sources/$module/${module#Kernel}.swift"); done
python3 "$root/Tests/KernelFamilies/list-types.py" "${sources[@]}" > "$package/types"
put "$package/types" "$package/Sources/FamilyTypes/FamilyTypes.swift"

{
    strict_settings
    printf 'let netlink: Target.Dependency = .product(name: "Netlink", package: "%s")\n' "$(basename "$root")"
    printf 'let packets: Target.Dependency = .product(name: "OVSPacket", package: "%s")\n' "$(basename "$root")"
    printf 'let modules: [String] = [\n'
    printf '    "%s",\n' "${modules[@]}"
    printf ']\n'
    cat <<EOF
let all: [Target.Dependency] = modules.map { .byName(name: \$0) } + [netlink]
let package = Package(
    name: "kernel-families",
    dependencies: [.package(path: "$root")],
    targets: modules.map { .target(name: \$0, dependencies: [netlink], swiftSettings: strict) } + [
        .target(name: "FamilyTypes", dependencies: all, swiftSettings: strict),
        .testTarget(name: "EdgeCaseTests", dependencies: all + [packets], swiftSettings: strict),
        .testTarget(name: "KernelTests", dependencies: all, swiftSettings: strict),
        .testTarget(name: "RoundTripTests", dependencies: all + ["FamilyTypes"], swiftSettings: strict),
    ]
)
EOF
} > "$package/manifest"
put "$package/manifest" "$package/Package.swift"

cd "$package"
options=()
[ -z "${SANITIZE:-}" ] || options=("--sanitize=$SANITIZE" --scratch-path ".build-$SANITIZE")
swift build --build-tests "${options[@]}" 2> >(grep -v 'gold' >&2)
# Leaks are not looked for: Swift's globals, which live as long as the process, count as such.
ASAN_OPTIONS=detect_leaks=0 NETLINK_TEST_NAMESPACE=1 FIXTURES="$root/Tests/KernelFamilies/Fixtures" \
    unshare -n swift test --skip-build "${options[@]}" "$@"
