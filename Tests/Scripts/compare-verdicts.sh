#!/usr/bin/env bash
# Asks the spec parser and the kernel's JSON schemas about mutated kernel specs; see schema-verdicts.py.
#
#   Tests/Scripts/compare-verdicts.sh [FOLDER-OF-KERNEL-SPECS]
set -euo pipefail
cd "$(dirname "$0")/../.."

specs=${1:-../shared/kernel-specs}
[ -d "$specs/schemas" ] || { echo "compare-verdicts.sh: no folder $specs with the kernel's specs and schemas"; exit 77; }
python3 -c 'import jsonschema, yaml' 2>/dev/null || {
    echo "compare-verdicts.sh: python3-jsonschema and python3-yaml are not installed"
    exit 77
}
swift build -c release --product spec-verdicts >&2
Tests/YNLSpecTests/Scripts/schema-verdicts.py "$specs" "$(swift build -c release --show-bin-path)/spec-verdicts"
