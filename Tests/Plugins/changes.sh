# Sourced by Tests/Scripts/plugins.sh: what is built anew after which change.
#
# When files come or go, the package manager links the tool anew and so runs it for every spec; then it is only the written
# sources that count. The tool leaves alone what does not change.

after() { # change, specs that are regenerated, specs whose source is written, whether the module is compiled
    if build --product Changing; then
        check "$1" rebuilt "$2" "$3" "$4"
    else
        fail "$1: it does not build"
        grep 'error: ' "$log" | head -5
    fi
    note_sources "$work/sources"
}

# A source outlives its spec, so that a folder that was kept has those of the last run.
rm -f "$users"/.build/plugins/outputs/*/Changing/destination/YNLBuildPlugin/{third,fourth}.ynl.swift
build --product Changing
note_sources "$work/sources"
after 'no change: the tool does not run, nothing is compiled' '' '' no

echo '# A comment.' >> "$changing/second.yaml"
after 'a comment in a spec: it alone is regenerated, nothing is compiled' second '' no
after 'the build after that: the tool does not run' '' '' no

write_spec Second u64 > "$changing/second.yaml"
after 'another type in a spec: it alone is regenerated, and the module compiled' second second yes

printf 'family: second\nswift-names: { operations/get: Fetch }\n' > "$changing/second.overlay.yaml"
after 'an overlay added: the source of its spec changes, and the module is compiled' any second yes
sed -i 's/Fetch/Take/' "$changing/second.overlay.yaml"
after 'an overlay changed: its spec alone is regenerated, and the module compiled' second second yes
rm "$changing/second.overlay.yaml"
after 'an overlay removed: the source of its spec changes, and the module is compiled' any second yes

echo 'access: internal' > "$changing/ynl-gen-config.yaml"
after 'a configuration added that changes nothing: all is regenerated, nothing compiled' 'first second' '' no
echo 'access: public' > "$changing/ynl-gen-config.yaml"
after 'a configuration changed: all is regenerated, and the module compiled' 'first second' 'first second' yes
rm "$changing/ynl-gen-config.yaml"
after 'a configuration removed: all is regenerated, and the module compiled' 'first second' 'first second' yes

write_spec Third u32 > "$changing/third.yaml"
after 'a spec added: its source alone is written, and the module compiled' any third yes
mv "$changing/third.yaml" "$changing/fourth.yaml"
after 'a spec renamed: the source of the new name alone is written, and the module compiled' any fourth yes
rm "$changing/fourth.yaml"
after 'a spec removed: nothing is written, and the module compiled' any '' yes
