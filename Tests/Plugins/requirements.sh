# Sourced by Tests/Scripts/plugins.sh: what users need, and how long they wait.

# Hides what libyaml's development package has from a command.
without_libyaml() { # command…
    local files=(/usr/include/yaml.h /usr/lib/*/pkgconfig/yaml-0.1.pc /usr/lib/*/libyaml.so) hide= file
    : > "$work/empty"
    for file in "${files[@]}"; do
        [ ! -e "$file" ] || hide+="mount --bind '$work/empty' '$(readlink -f "$file")' && "
    done
    unshare -m sh -c "$hide exec \"\$@\"" sh "$@"
}

# A package that only imports OVSPacket, and refers to nothing but this package.
packet_only() (
    mkdir -p "$work/packet/Sources/Packet" && cd "$work/packet" || exit
    rm -rf .build
    cat > Package.swift <<MANIFEST
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "packet",
    dependencies: [.package(path: "$root")],
    targets: [
        .executableTarget(
            name: "Packet",
            dependencies: [.product(name: "OVSPacket", package: "$(basename "$root")")]
        )
    ]
)
MANIFEST
    printf 'import OVSPacket\nprint(OVSPacket.name)\n' > Sources/Packet/main.swift
    without_libyaml sh -c '! echo "#include <yaml.h>
yaml_parser_t parser;" | cc -c -x c -o /dev/null - 2> /dev/null' || { echo "libyaml's header is not hidden"; exit 1; }
    without_libyaml swift build > "$log" 2>&1 || { tail -n 20 "$log"; exit 1; }
    [ "$(.build/debug/Packet)" = ovs_packet ]
)

# The processor's seconds of a clean build of the tool; on one core it takes no longer than that.
tool_build() {
    local TIMEFORMAT='%R %U %S' wall user system
    read -r wall user system < <({ time swift build --product ynl-gen --scratch-path "$work/tool" > "$log" 2>&1; } 2>&1)
    [ -x "$work/tool/debug/ynl-gen" ] || { tail -n 20 "$log"; return 1; }
    printf '         clean debug build of the tool: %s s, %s s of the processor\n' "$wall" "$(awk "BEGIN { print $user + $system }")"
    awk "BEGIN { exit !($user + $system <= 30) }"
}

# Lines of rt-link with getlink only, beside all of it.
share() { # faces
    local all part
    all=$("$work/tool/debug/ynl-gen" "$kernel/rt-link.yaml" --faces "$1" 2> /dev/null | wc -l)
    part=$("$work/tool/debug/ynl-gen" "$kernel/rt-link.yaml" --faces "$1" --operations getlink 2> /dev/null | wc -l)
    printf '         rt-link (%s): %d lines, getlink alone %d, %d %%\n' "$1" "$all" "$part" $((100 * part / all))
    [ "$part" -gt 0 ] && [ $((part * 100)) -le $((all * 40)) ]
}

[ -z "${KERNEL_SPECS-}" ] || check "the README's target, configuration and program" readme
check "a package that imports OVSPacket alone builds without libyaml's headers" packet_only
check 'users depend on no other package' [ ! -e "$users/Package.resolved" ]
rm -rf "$work/tool"
check 'a clean build of the tool takes at most 30 s' tool_build
[ -z "${KERNEL_SPECS-}" ] || for faces in structs all; do
    check "rt-link with getlink alone has at most 40 % of the lines ($faces)" share "$faces"
done
