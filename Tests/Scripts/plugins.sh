#!/usr/bin/env bash
# Tries the build plugin and the command plugin in packages of their users: builds them, runs them on the running kernel,
# changes what they are made of, and breaks it.
#
#   Tests/Scripts/plugins.sh [FOLDER]
#
# The folder keeps the packages between runs; without it they are built anew and removed. What needs the kernel's specs is
# skipped where there is no ../shared/kernel-specs, and the script then exits with 77 unless something else fails. Needs
# root for the parts in a network namespace and for hiding libyaml's headers.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

work=${1:-}
[ -n "$work" ] || { work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT; }
mkdir -p "$work"
users=$work/users failures=0 skipped=0
ok() { printf 'ok       %s\n' "$*"; }
fail() { failures=$((failures + 1)); printf 'FAILED   %s\n' "$*"; }
skip() { skipped=$((skipped + 1)); printf 'SKIPPED  %s\n' "$*"; }
check() { # description, command…
    local description=$1
    shift
    if "$@"; then ok "$description"; else fail "$description"; fi
}

export SWIFT_YNL=$root
kernel=$root/../shared/kernel-specs
if [ -d "$kernel" ]; then export KERNEL_SPECS=$kernel; else skip "what needs the kernel's specs: no ../shared/kernel-specs"; fi
in_namespace() { unshare -n "$@"; }
unshare -n true 2> /dev/null || { echo 'plugins.sh: no network namespaces here (needs root)'; exit 77; }

. Tests/Plugins/functions.sh
. Tests/Plugins/programs.sh
. Tests/Plugins/changes.sh
. Tests/Plugins/mistakes.sh
. Tests/Plugins/command.sh
. Tests/Plugins/requirements.sh

printf '%d failures, %d skipped, %d s\n' "$failures" "$skipped" "$SECONDS"
[ "$failures" = 0 ] || exit 1
[ "$skipped" = 0 ] || exit 77
