#!/usr/bin/env bash
# Compares the families of the running kernel as the example program lists them with what iproute2's genl lists:
# numbers, versions, operations with their capabilities, and multicast groups.
#
#   Tests/Scripts/compare-with-genl.sh
#
# Exits with 1 if anything that genl lists is absent or different, with 77 if genl is not installed.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v genl >/dev/null || { echo "compare-with-genl.sh: genl is not installed (apt-get install iproute2)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One line a fact: "family NAME ID VERSION", "operation NAME ID", "capabilities NAME ID FLAGS", "group NAME GROUP
# ID", numbers in decimal. genl prints the capabilities of some operations only.
genl ctrl list | awk '
    function number(text,  value, i) { # mawk has no strtonum
        for (i = 3; i <= length(text); i++) value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
        return value + 0
    }
    /^Name: / { family = $2 }
    /ID: 0x.*Version:/ { print "family", family, number($2), number($4) }
    /#[0-9]+: +ID-0x.*name:/ { sub(/ID-/, "", $2); print "group", family, $4, number($2); next }
    /#[0-9]+: +ID-0x/ { sub(/ID-/, "", $2); operation = number($2); print "operation", family, operation }
    /Capabilities \(0x/ { gsub(/[():]/, "", $2); print "capabilities", family, operation, number($2) }
' | sort > "$work/genl"

swift build --product list-families >&2
"$(swift build --show-bin-path)/list-families" > "$work/output"
awk '
    /^[^ ]/ { family = $1; print "family", family, $3, $5 }
    $1 == "operation" {
        flags = /[^-]admin-perm/ + 2 * /cmd-cap-do/ + 4 * /cmd-cap-dump/ + 8 * /cmd-cap-haspol/ + 16 * /uns-admin-perm/
        print "operation", family, $2
        print "capabilities", family, $2, flags
    }
    $1 == "group" { print "group", family, $2, $4 }
' "$work/output" | sort > "$work/ours"

missing=$(comm -23 "$work/genl" "$work/ours")
families=$(grep -c '^family' "$work/genl")
facts=$(wc -l < "$work/genl")
if [ -n "$missing" ]; then
    printf 'genl lists these, the example does not:\n%s\n' "$missing"
    exit 1
fi
echo "all $families families of genl ctrl list are listed alike: $facts facts, and $(comm -13 "$work/genl" "$work/ours" | wc -l) more of ours"
