# Sourced by Tests/Scripts/plugins.sh: the package of users, and what a build of it does.

log=$work/log
changing=$users/Sources/Changing

# The package with its specs; files that are as they were keep their dates.
write_users() {
    mkdir -p "$users"
    cp -rp "$root"/Tests/Plugins/{Package.swift,Sources} "$users/"
    cp -p "$root"/specs/ovs_flow{,.overlay}.yaml "$users/Sources/FlowKit/"
    cp -p "$root"/specs/ovs_packet{,.overlay}.yaml "$users/Sources/Packets/"
    write_spec First u32 > "$changing/first.yaml"
    write_spec Second u32 > "$changing/second.yaml"
    [ -n "${KERNEL_SPECS-}" ] || return 0
    cp -p "$kernel"/rt-{link,addr,route}.yaml "$users/Sources/ThreeSpecs/"
    cp -p "$kernel/netdev.yaml" "$users/Sources/DeviceKit/"
    cp -p "$kernel/mptcp_pm.yaml" "$users/Sources/TwoTargets/"
    cp -p "$kernel/rt-addr.yaml" "$users/Sources/InSwift5/"
    cp -p "$kernel/rt-rule.yaml" "$users/Sources/OnMainActor/"
}

# The spec of a small family with a call and another one.
write_spec() { # name, type of its attribute
    cat <<SPEC
# SPDX-License-Identifier: Apache-2.0
name: $(echo "$1" | tr '[:upper:]' '[:lower:]')
doc: A family.
attribute-sets:
  -
    name: main
    attributes:
      - {name: index, type: $2}
operations:
  list:
    - {name: get, doc: Gets., attribute-set: main, do: {request: {attributes: [index]}}}
    - {name: drop, doc: Drops., attribute-set: main, do: {request: {attributes: [index]}}}
SPEC
}

# Builds everything, or one target; the log has every command that was run.
build() { (cd "$users" && swift build -v "$@" > "$log" 2>&1); }

# Builds, and shows why if that fails.
must_build() { # description
    if build; then return 0; fi
    fail "$1: it does not build"
    grep -E '(error|warning): ' "$log" | sort -u | head -20
    return 1
}

# The specs that the tool was run for in the last build, by name, of a target.
generated() { # target
    grep -oE "ynl-gen-tool .*--part-of $1 .*--file [^ ]*\.ynl\.swift" "$log" \
        | sed -E 's|.*/([^/]+)\.ynl\.swift.*|\1|' | sort -u | tr '\n' ' ' | sed 's/ $//'
}

# Whether the last build compiled any of a module.
compiled() { grep -qE "(swiftc|swift-frontend) .*-module-name $1 " "$log"; }

# Whether the last build regenerated some specs of the target Changing, wrote the source of some, and compiled it or not.
rebuilt() { # specs regenerated or 'any', specs written, yes or no
    local compiled=no
    compiled Changing && compiled=yes
    [ "$1" = any ] || [ "$(generated Changing)" = "$1" ] && [ "$(written)" = "$2" ] && [ "$compiled" = "$3" ] && return
    printf '         regenerated: %s; written: %s; compiled: %s\n' "$(generated Changing)" "$(written)" "$compiled"
    return 1
}

# The sources of the target Changing with what changes when they are written.
note_sources() { # file
    (cd "$users"/.build/plugins/outputs/*/Changing/destination/YNLBuildPlugin && stat -c '%n %i %.Y' -- *.ynl.swift) > "$1"
}

# The specs whose source is another since the last call of note_sources "$work/sources".
written() {
    note_sources "$work/sources-now"
    comm -13 "$work/sources" "$work/sources-now" | sed 's/\.ynl\.swift .*//' | tr '\n' ' ' | sed 's/ $//'
}
