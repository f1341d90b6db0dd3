#!/usr/bin/env bash
# Runs every verb of the example container-network in fresh network namespaces, and compares each state that it makes,
# field by field and in both directions, with what `ip -json -details` shows. At the end packets go through the result.
#
#   Tests/Scripts/container-network.sh
#
# Needs root, iproute2 and python3. VLANs are tried where the kernel has them, and ping where it is installed.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "${1:-}" != --inside ]; then
    for tool in ip python3 unshare; do
        command -v $tool >/dev/null || { echo "container-network.sh: there is no $tool"; exit 77; }
    done
    unshare -n -m true 2>/dev/null || { echo "container-network.sh: no namespaces can be made"; exit 77; }
    swift build --product container-network >&2
    exec unshare -n -m "$0" --inside "$(swift build --show-bin-path)/container-network"
fi
program=$2
mkdir -p /run/netns
mount -t tmpfs none /run/netns
ip netns add box

fail() { echo "container-network.sh: $*"; exit 1; }

compare() { # NAMESPACE or nothing
    Tests/Scripts/compare-with-ip.py "$program" "$@"
}

run() { # ARGUMENT…: runs a verb, and compares what there is then
    printf '%s: ' "$*"
    "$program" "$@"
    if [ "$1" = --namespace ]; then compare "$2"; else compare; fi
}

expect() { # EXPRESSION COMMAND…: an expression of python about `it`, the first element that a command prints
    local expression=$1 output
    shift
    output=$("$@") || fail "$* failed"
    python3 -c 'import json, sys
it = (json.loads(sys.argv[2] or "[]") or [{}])[0]
sys.exit(not eval(sys.argv[1]))' "$expression" "$output" || fail "not so: $expression in $output"
}

host_ip() { ip -json -details "$@"; }
box_ip() { ip netns exec box ip -json -details "$@"; }

# Links: make, list, rename, move, attach, up and down, sizes.
ip link set lo up
run add-bridge br0
expect 'it["linkinfo"]["info_kind"] == "bridge"' host_ip link show br0
run mtu br0 1400
expect 'it["mtu"] == 1400' host_ip link show br0
run add-pair near far
expect 'it["link"] == "far" and it["linkinfo"]["info_kind"] == "veth"' host_ip link show near
run rename near port
expect 'it["ifname"] == "port"' host_ip link show port
run mtu port 1400
run mtu far 1400
run attach port br0
expect 'it["master"] == "br0"' host_ip link show port
run detach port
expect '"master" not in it' host_ip link show port
run attach port br0
run up br0
run up port
expect '"UP" in it["flags"]' host_ip link show port
run move far box
run --namespace box rename far eth0
run --namespace box up lo
run --namespace box up eth0
expect 'it["operstate"] == "UP" and it["link_netnsid"] == 0' box_ip link show eth0
if host_ip link add probe link br0 type vlan id 9 2>/dev/null; then
    ip link delete probe
    run add-vlan br0.7 7 br0
    expect 'it["linkinfo"]["info_data"]["id"] == 7' host_ip link show br0.7
    run delete-link br0.7
else
    echo "VLANs are left out: $("$program" add-vlan br0.7 7 br0 || true)"
fi

# Addresses, routes and gateways of both versions.
run add-address 10.1.0.1/24 br0
run add-address fd01::1/64 br0
run --namespace box add-address 10.1.0.2/24 eth0
run --namespace box add-address fd01::2/64 eth0
run --namespace box add-address 10.1.0.3/24 eth0
expect 'len(it["addr_info"]) >= 3' box_ip address show dev eth0
run --namespace box delete-address 10.1.0.3/24 eth0
expect '"10.1.0.3" not in str(it)' box_ip address show dev eth0
run --namespace box default-gateway 10.1.0.1
run --namespace box default-gateway fd01::1
expect 'it["gateway"] == "10.1.0.1" and it["protocol"] == "static"' box_ip route show default
expect 'it["gateway"] == "fd01::1"' box_ip -6 route show default
for route in '10.9.0.0/16 10.1.0.1' '10.8.0.0/16 eth0' 'fd09::/64 fd01::1' 'fd08::/64 eth0'; do
    network=${route% *}
    # shellcheck disable=SC2086
    run --namespace box add-route $route
    expect "it['dst'] == '$network'" box_ip "$([[ $network = *::* ]] && echo -6 || echo -4)" route show "$network"
    # shellcheck disable=SC2086
    run --namespace box delete-route $route
    expect 'it == {}' box_ip "$([[ $network = *::* ]] && echo -6 || echo -4)" route show "$network"
done

# Packets go from the container to the host, whose addresses are behind the bridge, and are counted.
exchange() { # ADDRESS: a connection from the container to the host
    ip netns exec box python3 - "$1" <<'PYTHON'
import ctypes, socket, sys
libc, inside = ctypes.CDLL(None, use_errno=True), open("/proc/self/ns/net")
family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
with open("/run/netns/host") as outside:
    assert libc.setns(outside.fileno(), 0) == 0
server = socket.create_server((sys.argv[1], 0), family=family)
assert libc.setns(inside.fileno(), 0) == 0
client = socket.create_connection(server.getsockname()[:2])
client.sendall(b"packets")
print(sys.argv[1], "received", server.accept()[0].recv(7).decode(), "from", client.getsockname()[0])
PYTHON
}
touch /run/netns/host
mount --bind /proc/$$/ns/net /run/netns/host
exchange 10.1.0.1
exchange fd01::1
if command -v ping >/dev/null; then
    ip netns exec box ping -q -c 1 10.1.0.1
    ip netns exec box ping -q -c 1 fd01::1
else
    echo "ping is not installed: the connections must do"
fi
compare
compare box
expect 'it["link-64"]["rx-packets"] > 5 and it["link-64"]["tx-packets"] > 5' "$program" --namespace box statistics eth0

# States that the verbs do not make, but lists show.
ip link add tunnel type vxlan id 7 local 10.1.0.1 remote 10.1.0.9 dstport 4789
ip link add ifb0 type ifb
ip link add on-ifb0 link ifb0 type macvlan mode bridge
ip link property add dev port altname another-name
ip link set dev port alias 'an alias'
ip route add blackhole 10.7.0.0/16
ip route add 10.6.0.0/16 nexthop via 10.1.0.3 weight 2 nexthop via 10.1.0.4
ip route add 10.5.0.0/16 via 10.1.0.5 mtu 1300 advmss lock 1200 table 77 metric 5 proto bird src 10.1.0.1
ip route add 10.4.0.0/16 via inet6 fd01::4
ip -6 route add fd05::/64 via fd01::5 metric 3 pref high expires 600
ip address add 10.2.0.1 peer 10.2.0.2/32 dev br0 valid_lft 3000 preferred_lft 2000
ip neighbour add 10.1.0.77 lladdr 02:00:00:00:00:77 dev br0 nud permanent
ip neighbour add fd01::77 lladdr 02:00:00:00:00:78 dev br0 router
compare

# Errors name what is wrong, and the way back.
"$program" add-bridge br0 && fail 'there are two of a name'
"$program" --namespace nowhere links && fail 'there is no such namespace'
"$program" mtu br0 && fail 'a word is missing'
"$program" mtu br0 many && fail 'that is no number of bytes'
"$program" add-vlan br0.0 none br0 && fail 'that is no number of a VLAN'
run down port
expect '"UP" not in it["flags"]' host_ip link show port
run delete-address fd01::1/64 br0
run delete-link port
run delete-link br0
ip netns exec box ip link show eth0 2>/dev/null && fail 'the other end of a pair is left'
"$program" demo box
compare
echo 'container-network.sh: all states were as ip shows them'
