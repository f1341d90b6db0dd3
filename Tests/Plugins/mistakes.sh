# Sourced by Tests/Scripts/plugins.sh: what people see who got something wrong.

# Whether the build fails and says something, the tool's mistakes once. Those that the plugin finds itself come twice: the
# package manager plans the build of the tools, and then that of the rest.
complains() { # description, how often, pattern of a whole line
    if build --product Changing; then fail "$1: it builds"; return; fi
    local count
    count=$(grep -cE "^$3$" "$log")
    check "$1" [ "$count" = "$2" ]
    [ "$count" = "$2" ] || { echo "         $count times"; tail -n 5 "$log"; }
}

path=$(printf '%s' "$changing" | sed 's/[.]/\\./g')

write_spec Second u23 > "$changing/second.yaml"
complains 'a broken spec: path:line:column: error, once' 1 \
    "$path/second\.yaml:8:29: error: unknown attribute type 'u23'"
write_spec Second u64 > "$changing/second.yaml"
check 'the spec mended: it builds' build --product Changing

mkdir "$changing/more"
cp "$changing/second.yaml" "$changing/more/"
complains 'two specs of one name: a sentence that says what to do' 2 \
    "error: two specs of one target have the same name, .*/more/second\.yaml.*: rename one of the files, or .*"
rm -r "$changing/more"

touch "$changing/second.ynl.swift"
complains 'a file by hand where one would be generated: a sentence that says what to do' 2 \
    "error: 'second\.yaml' would become 'second\.ynl\.swift', and there is a file of that name, .*: rename it, or .*"
rm "$changing/second.ynl.swift"

printf 'specs:\n  second:\n    operations: [gat]\n' > "$changing/ynl-gen-config.yaml"
complains 'a configuration that names a missing operation: its place, once' 1 \
    "$path/ynl-gen-config\.yaml:3:18: error: spec 'second' has no operation 'gat'"
check '… and the operation that may be meant' grep -qE "ynl-gen-config\.yaml:3:18: note: did you mean 'get'\?" "$log"

printf 'specs:\n  secnd: {}\n' > "$changing/ynl-gen-config.yaml"
complains 'a configuration that names a missing spec: its place, once for all specs' 1 \
    "$path/ynl-gen-config\.yaml:2:3: error: there is no spec 'secnd\.yaml'"
printf 'acess: public\n' > "$changing/ynl-gen-config.yaml"
complains 'a configuration with an unknown key: its place, once for all specs' 1 \
    "$path/ynl-gen-config\.yaml:1:1: error: unknown key 'acess' in a configuration"
rm "$changing/ynl-gen-config.yaml"

mkdir "$work/aside"
mv "$changing"/*.yaml "$work/aside/"
build --product Changing
check 'a target without a spec: a sentence that says what to do' \
    grep -qE "warning: target 'Changing' has no spec: put the family's YAML file, .* beside its Swift sources, or .*" "$log"
mv "$work/aside"/* "$changing/"
rmdir "$work/aside"
