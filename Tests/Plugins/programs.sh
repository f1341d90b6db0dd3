# Sourced by Tests/Scripts/plugins.sh: packages of all kinds build, and their programs agree with ip.

# A namespace with a bridge that has an address; then a program and what ip says, side by side.
agrees() { # program, command that prints the same lines
    in_namespace sh -c "
        ip link set lo up
        ip link add bridge0 type bridge
        ip addr add 192.0.2.1/24 dev bridge0
        ip link set bridge0 up
        '$users/.build/debug/$1' > '$work/printed' || exit
        {
            $2
        } > '$work/expected'
    " && diff "$work/expected" "$work/printed"
}

addresses='ip -o -4 addr | awk "{ sub(/\/.*/, \"\", \$4); print \"address\", \$4 }"'
devices='ip -o link | awk -F: "{ print \"device\", \$1 }"'

programs() {
    agrees Packets 'echo 2'
    check 'a nest of a family that another target has' [ $? = 0 ]
    [ -n "${KERNEL_SPECS-}" ] || return 0
    agrees ThreeSpecs "
        ip -o link | awk '{ sub(/[:@].*/, \"\", \$2); print \"link\", \$2, \$5 }'
        $addresses
        echo routes \$(ip -4 route show table all | wc -l)
    "
    check 'three specs in one target, internal: links, addresses and routes as ip has them' [ $? = 0 ]
    agrees TwoTargets "$devices; echo subflows \$(ip mptcp limits | awk '{ print \$4 }')"
    check 'two targets, one of them public: devices and limits of MPTCP as ip has them' [ $? = 0 ]
    agrees ReExported 'echo device 1'
    check 'a target that exports bindings and runtime again' [ $? = 0 ]
    agrees InSwift5 "$addresses"
    check 'Swift 5 mode, with views: addresses as ip has them' [ $? = 0 ]
    agrees OnMainActor "ip -4 rule | awk -F: '{ print \"rule\", \$1 }'"
    check 'on the main actor, with warnings as errors: rules as ip has them' [ $? = 0 ]
}

# What the README shows: the target, the configuration and the program, with the kernel's rt-link.
readme_block() { # pattern
    awk -v pattern="$1" '
        /^```/ { if (inside && block ~ pattern) { printf "%s", block; exit } inside = !inside; block = ""; next }
        inside { block = block $0 "\n" }
    ' "$root/README.md"
}

readme() {
    local package=$work/readme
    mkdir -p "$package/Sources/Links"
    {
        echo '// swift-tools-version: 6.2'
        echo 'import PackageDescription'
        echo 'let package = Package(name: "readme", '
        readme_block 'YNLBuildPlugin' | sed "s|url: \"[^\"]*\", branch: \"main\"|path: \"$root\"|; s|package: \"swift-ynl\"|package: \"$(basename "$root")\"|"
        echo ')'
    } > "$package/Package.swift"
    { echo 'import Netlink'; readme_block 'RTLink.NewLink'; } > "$package/Sources/Links/main.swift"
    readme_block 'operations: \[getlink' > "$package/Sources/Links/ynl-gen-config.yaml"
    cp "$kernel/rt-link.yaml" "$package/Sources/Links/"
    # The tool and the runtime are those of the other users.
    (cd "$package" && swift build --scratch-path "$users/.build" > "$log" 2>&1) || { tail -n 20 "$log"; return 1; }
    in_namespace "$users/.build/debug/Links" > "$work/printed" && grep -q '^br0 ' "$work/printed"
}

write_users
if must_build 'the users of the plugin'; then programs; fi
