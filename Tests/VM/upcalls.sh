#!/usr/bin/env bash
# Checks upcalls, execute requests and the example switch on a datapath of Open vSwitch, in a machine that boot.sh boots.
#
#   Tests/VM/upcalls.sh
#
# Prints a line `ok` or `FAILED` for each check and `==== all ok` at the end. The status is 77, which means skipped, if
# boot.sh lacks something. VM_SCRATCH_PATH=DIR is where the programs are built, .build/vm without it, and
# VM_CONFIGURATION=debug builds them without optimisation.
set -euo pipefail
cd "$(dirname "$0")/../.."
options=(--with ip --with ping --with ovs-dpctl --module openvswitch --module nf_conntrack_ftp
    --module veth --seconds 300)
Tests/VM/boot.sh "${options[@]}" --check

build=(--scratch-path "${VM_SCRATCH_PATH:-.build/vm}" --configuration "${VM_CONFIGURATION:-release}" --static-swift-stdlib
    -Xswiftc -static-executable)
for program in upcall-checks ovs-learning-switch ovs-upcall-monitor; do
    swift build "${build[@]}" --product "$program" >&2
    options+=(--file "$(swift build "${build[@]}" --show-bin-path)/$program")
done
Tests/VM/boot.sh "${options[@]}" Tests/VM/Upcalls/inside.sh
