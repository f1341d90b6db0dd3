#!/usr/bin/env bash
# Runs a Swift program of Tests/VM/Programs on a kernel of its own, which boot.sh boots under emulation.
#
#   Tests/VM/run.sh PROGRAM [ARGUMENTS...]
#
# Programs/PROGRAM.conf names the kernel specs that the program has modules of, sources that it shares with other tests,
# and the options of boot.sh. The specs are in ../shared/kernel-specs; without them, and if boot.sh lacks something, the
# status is 77, which means skipped. VM_PACKAGE=DIR keeps the package that the program is built in, and
# VM_CONFIGURATION=release builds it with optimisation.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
. Tests/Scripts/kernel-modules.sh
programs=$root/Tests/VM/Programs
specs=$root/../shared/kernel-specs
program=${1:-}
if [ ! -e "$programs/$program.conf" ]; then
    echo "usage: Tests/VM/run.sh PROGRAM [ARGUMENTS...]; programs:" "$(cd "$programs" && echo *.conf | sed 's/\.conf//g')" >&2
    exit 2
fi
shift
families=() shared=() options=()
. "$programs/$program.conf"
[ -d "$specs" ] || { echo "there is no ../shared/kernel-specs: $program cannot be built"; exit 77; }
Tests/VM/boot.sh "${options[@]}" --check

if [ -n "${VM_PACKAGE:-}" ]; then
    package=$VM_PACKAGE
else
    package=$(mktemp -d)
    trap 'rm -rf "$package"' EXIT
fi
mkdir -p "$package/Sources"
families=("${families[@]/#/$specs/}")
generate_kernel_modules "$root" "$package" "${families[@]/%/.yaml}"
rm -rf "$package/Sources/$program"
mkdir "$package/Sources/$program"
ln -s "$programs/$program"/*.swift "${shared[@]/#/$root/}" "$package/Sources/$program/"
{
    strict_settings
    printf 'let netlink: Target.Dependency = .product(name: "Netlink", package: "%s")\n' "$(basename "$root")"
    printf 'let modules: [String] = [\n'
    printf '    "%s",\n' "${modules[@]}"
    printf ']\n'
    cat <<EOF
let package = Package(
    name: "vm-programs",
    dependencies: [.package(path: "$root")],
    targets: modules.map { .target(name: \$0, dependencies: [netlink], swiftSettings: strict) } + [
        .executableTarget(
            name: "$program",
            dependencies: modules.map { .byName(name: \$0) } + [netlink],
            swiftSettings: strict
        )
    ]
)
EOF
} >"$package/manifest"
put "$package/manifest" "$package/Package.swift"

build=(--package-path "$package" --configuration "${VM_CONFIGURATION:-debug}" --static-swift-stdlib)
swift build "${build[@]}" --product "$program" >&2
binary=$(swift build "${build[@]}" --show-bin-path)/$program
Tests/VM/boot.sh "${options[@]}" "$binary" "$@"
