#!/usr/bin/env python3
"""Compares what container-network lists with what ip prints, field by field and in both directions.

    compare-with-ip.py CONTAINER-NETWORK [NAMESPACE]

Each field of ours is translated to what ip makes of it, or has a reason here why ip does not print it. A field without
either, a field that ip prints and ours do not make, and a value that differs are errors. The numbers of fields compared
are printed.
"""

import ipaddress
import json
import subprocess
import sys

program = [sys.argv[1]] + (["--namespace", sys.argv[2]] if len(sys.argv) > 2 else [])
enter = ["ip", "netns", "exec", sys.argv[2]] if len(sys.argv) > 2 else []
failures = []
compared = 0

# What runs down or up while somebody looks: ours by the ends of names and by name, ip's by name.
TIMES = ("used", "confirmed", "updated", "rta-expires", "rta-lastuse", "reachable-time", "tstamp")
TIMERS = ("hello_timer", "tcn_timer", "topology_change_timer", "gc_timer", "hold_timer", "message_age_timer",
          "forward_delay_timer")


def ours(verb):
    return json.loads(subprocess.run(program + [verb], check=True, capture_output=True, text=True).stdout)


def ip(*arguments):
    command = enter + ["ip", "-json", "-details", "-statistics", "-statistics", *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout or "[]")


def steady(verb, *arguments):
    """Ours and ip's lists of the same state: packets and timers may change it from one look to the next."""
    for _ in range(100):
        before, printed, after = ours(verb), ip(*arguments), ours(verb)
        if without_times(before) == without_times(after):
            return after, printed
    sys.exit(f"compare-with-ip.py: {verb} never stand still")


def without_times(value):
    if isinstance(value, list):
        return [without_times(element) for element in value]
    if not isinstance(value, dict):
        return value
    return {key: without_times(field) for key, field in value.items() if not key.endswith("-timer") and key not in TIMES}


def translate(value, rules, unprinted, context, where):
    """What ip would print for an object of ours."""
    result = {}
    for key, field in value.items():
        if key in rules:
            result.update(rules[key](field, context) or {})
        elif key not in unprinted:
            failures.append(f"{where}: no rule for our field '{key}' {field}")
    return result


def check(where, made, printed, moving=()):
    """Compares two objects; fields in `moving` change from one look to the next, and need only be in both."""
    global compared
    for key in sorted(made.keys() | printed.keys()):
        compared += 1
        if key not in printed:
            failures.append(f"{where}: ip does not print '{key}' {made[key]}")
        elif key not in made:
            failures.append(f"{where}: ours lacks '{key}' {printed[key]}")
        elif isinstance(made[key], dict) and isinstance(printed[key], dict):
            check(f"{where}.{key}", made[key], printed[key], moving)
        elif key not in moving and made[key] != printed[key]:
            failures.append(f"{where}: '{key}' is {made[key]} in ours, {printed[key]} in ip's")


def same(name):
    return lambda field, _: {name: field}


def upper(name):
    return lambda field, _: {name: field.upper().replace("-", "")}


def unless_zero(name):
    return lambda field, _: {name: field} if field else {}


def true_if_one(name):
    return lambda field, _: {name: field == 1}


def link_name(name):
    return lambda field, context: {name: context["names"].get(field, f"if{field}")} if field else {}


def seconds(name):
    return lambda field, _: {name: field / 100}


def hexadecimal(name):
    return lambda field, _: {name: hex(field) if isinstance(field, int) else field}


def bridge_id(name):
    return lambda field, _: {name: f"{field['prio']:04x}.{short_mac(field['addr'])}"}


def short_mac(text):
    return ":".join(format(int(part, 16), "x") for part in text.split(":"))


# MARK: Links

FLAGS = {
    "loopback": "LOOPBACK", "broadcast": "BROADCAST", "point-to-point": "POINTOPOINT", "multicast": "MULTICAST",
    "no-arp": "NOARP", "all-multi": "ALLMULTI", "promisc": "PROMISC", "master": "MASTER", "slave": "SLAVE",
    "debug": "DEBUG", "dynamic": "DYNAMIC", "auto-media": "AUTOMEDIA", "portsel": "PORTSEL",
    "no-trailers": "NOTRAILERS", "up": "UP", "lower-up": "LOWER_UP", "dormant": "DORMANT", "echo": "ECHO",
}


def flags(field, context):
    names = [name for flag, name in FLAGS.items() if flag in field]
    if "up" in field and "running" not in field:
        names.insert(0, "NO-CARRIER")
    peer = None if "link-netnsid" in context["link"] else context["links"].get(context["link"].get("link"))
    if peer and "up" not in peer["ifi-flags"]:
        names.append("M-DOWN")
    return {"flags": names}


def link(field, context):
    if field == 0:
        return {"link": None}
    return {"link_index": field} if "link-netnsid" in context["link"] else link_name("link")(field, context)


STATS = {
    "rx": {
        "bytes": "rx-bytes", "packets": "rx-packets", "errors": "rx-errors", "dropped": "rx-dropped",
        "over_errors": "rx-over-errors", "multicast": "multicast", "length_errors": "rx-length-errors",
        "crc_errors": "rx-crc-errors", "frame_errors": "rx-frame-errors", "fifo_errors": "rx-fifo-errors",
        "missed_errors": "rx-missed-errors",
    },
    "tx": {
        "bytes": "tx-bytes", "packets": "tx-packets", "errors": "tx-errors", "dropped": "tx-dropped",
        "carrier_errors": "tx-carrier-errors", "collisions": "collisions", "aborted_errors": "tx-aborted-errors",
        "fifo_errors": "tx-fifo-errors", "window_errors": "tx-window-errors", "heartbeat_errors": "tx-heartbeat-errors",
    },
}
STATS_UNLESS_ZERO = {
    "rx": {"compressed": "rx-compressed", "nohandler": "rx-nohandler", "otherhost_dropped": "rx-otherhost-dropped"},
    "tx": {"compressed": "tx-compressed"},
}


def stats(field, context):
    result = {}
    for side, names in STATS.items():
        result[side] = {name: field[key] for name, key in names.items()}
        result[side].update({name: field[key] for name, key in STATS_UNLESS_ZERO[side].items() if field[key]})
    result["tx"]["carrier_changes"] = context["link"]["carrier-changes"]
    missing = set(field) - {key for names in (STATS, STATS_UNLESS_ZERO) for side in names.values() for key in side.values()}
    if missing:
        failures.append(f"stats64: no rule for {missing}")
    return {"stats64": result}


LINK = {
    "ifi-index": same("ifindex"), "ifname": same("ifname"), "ifi-flags": flags, "mtu": same("mtu"),
    "qdisc": same("qdisc"), "master": link_name("master"), "operstate": upper("operstate"),
    "linkmode": upper("linkmode"), "group": lambda field, _: {"group": "default" if field == 0 else str(field)},
    "txqlen": unless_zero("txqlen"), "ifi-type": same("link_type"), "address": same("address"),
    "broadcast": same("broadcast"), "promiscuity": same("promiscuity"), "allmulti": same("allmulti"),
    "min-mtu": same("min_mtu"), "max-mtu": same("max_mtu"), "num-tx-queues": same("num_tx_queues"),
    "num-rx-queues": same("num_rx_queues"), "gso-max-size": same("gso_max_size"), "gso-max-segs": same("gso_max_segs"),
    "tso-max-size": same("tso_max_size"), "tso-max-segs": same("tso_max_segs"), "gro-max-size": same("gro_max_size"),
    "ifalias": same("ifalias"), "link": link, "link-netnsid": same("link_netnsid"), "stats64": stats,
    "prop-list": lambda field, _: {"altnames": field["alt-ifname"]},
    "af-spec": lambda field, _: {"inet6_addr_gen_mode": field["inet6"]["addr-gen-mode"]},
    "linkinfo": lambda field, context: {"linkinfo": linkinfo(field, context)},
}
LINK_UNPRINTED = {
    "ifi-family": "no family asked for", "ifi-change": "it is of events", "stats": "stats64 has the same in full",
    "carrier": "the flags have it", "carrier-changes": "it is among the counts", "carrier-up-count": "ip does not look",
    "carrier-down-count": "ip does not look", "proto-down": "printed if it is 1", "map": "ip does not look",
    "xdp": "printed if there is a program", "netns-immutable": "newer than this ip", "headroom": "newer than this ip",
    "tailroom": "newer than this ip", "gso-ipv4-max-size": "newer than this ip", "devlink-port": "newer than this ip",
    "gro-ipv4-max-size": "newer than this ip", "max-pacing-offload-horizon": "newer than this ip",
    "dpll-pin": "newer than this ip",
}

BRIDGE = {
    "forward-delay": same("forward_delay"), "hello-time": same("hello_time"), "max-age": same("max_age"),
    "ageing-time": same("ageing_time"), "stp-state": same("stp_state"), "priority": same("priority"),
    "vlan-filtering": same("vlan_filtering"), "root-id": bridge_id("root_id"), "bridge-id": bridge_id("bridge_id"),
    "vlan-protocol": lambda field, _: {"vlan_protocol": {"8021q": "802.1Q", "8021ad": "802.1ad"}[field]},
    "vlan-default-pvid": same("vlan_default_pvid"), "vlan-stats-enabled": same("vlan_stats_enabled"),
    "vlan-stats-per-port": same("vlan_stats_per_port"), "root-port": same("root_port"),
    "root-path-cost": same("root_path_cost"), "topology-change": same("topology_change"),
    "topology-change-detected": same("topology_change_detected"), "hello-timer": seconds("hello_timer"),
    "tcn-timer": seconds("tcn_timer"), "topology-change-timer": seconds("topology_change_timer"),
    "gc-timer": seconds("gc_timer"), "group-addr": same("group_addr"),
    "group-fwd-mask": lambda field, _: {"group_fwd_mask": "0" if field == "0x0" else field},
    "mcast-router": same("mcast_router"), "mcast-snooping": same("mcast_snooping"),
    "mcast-query-use-ifaddr": same("mcast_query_use_ifaddr"), "mcast-querier": same("mcast_querier"),
    "mcast-hash-elasticity": same("mcast_hash_elasticity"), "mcast-hash-max": same("mcast_hash_max"),
    "mcast-last-member-cnt": same("mcast_last_member_cnt"), "mcast-startup-query-cnt": same("mcast_startup_query_cnt"),
    "mcast-last-member-intvl": same("mcast_last_member_intvl"), "mcast-querier-intvl": same("mcast_querier_intvl"),
    "mcast-membership-intvl": same("mcast_membership_intvl"), "mcast-query-intvl": same("mcast_query_intvl"),
    "mcast-query-response-intvl": same("mcast_query_response_intvl"), "mcast-igmp-version": same("mcast_igmp_version"),
    "mcast-startup-query-intvl": same("mcast_startup_query_intvl"), "mcast-mld-version": same("mcast_mld_version"),
    "mcast-stats-enabled": same("mcast_stats_enabled"), "nf-call-iptables": same("nf_call_iptables"),
    "nf-call-ip6tables": same("nf_call_ip6tables"), "nf-call-arptables": same("nf_call_arptables"),
    "multi-boolopt": lambda field, _: {
        "no_linklocal_learn": int("no-ll-learn" in field["optval"]),
        "mcast_vlan_snooping": int("mcast-vlan-snooping" in field["optval"]),
    },
}
BRIDGE_UNPRINTED = {"fdb-n-learned": "newer than this ip", "fdb-max-learned": "newer than this ip"}

PORT = {
    "state": same("state"), "priority": same("priority"), "cost": same("cost"), "mode": true_if_one("hairpin"),
    "guard": true_if_one("guard"), "protect": true_if_one("root_block"), "fast-leave": true_if_one("fastleave"),
    "learning": true_if_one("learning"), "unicast-flood": true_if_one("flood"), "id": same("id"), "no": same("no"),
    "designated-port": same("designated_port"), "designated-cost": same("designated_cost"),
    "bridge-id": bridge_id("bridge_id"), "root-id": bridge_id("root_id"), "hold-timer": seconds("hold_timer"),
    "message-age-timer": seconds("message_age_timer"), "forward-delay-timer": seconds("forward_delay_timer"),
    "topology-change-ack": same("topology_change_ack"), "config-pending": same("config_pending"),
    "proxyarp": true_if_one("proxy_arp"), "proxyarp-wifi": true_if_one("proxy_arp_wifi"),
    "multicast-router": same("multicast_router"), "mcast-flood": true_if_one("mcast_flood"),
    "bcast-flood": true_if_one("bcast_flood"), "mcast-to-ucast": true_if_one("mcast_to_unicast"),
    "neigh-suppress": true_if_one("neigh_suppress"), "isolated": true_if_one("isolated"),
    "vlan-tunnel": true_if_one("vlan_tunnel"), "locked": true_if_one("locked"),
    "group-fwd-mask": lambda field, _: {"group_fwd_mask": field.removeprefix("0x"), "group_fwd_mask_str": field},
}
PORT_UNPRINTED = {
    "learning-sync": "ip does not look", "mrp-ring-open": "ip does not look", "mrp-in-open": "ip does not look",
    "mcast-eht-hosts-limit": "ip does not look", "mcast-eht-hosts-cnt": "ip does not look", "mab": "newer than this ip",
    "mcast-n-groups": "newer than this ip", "mcast-max-groups": "newer than this ip",
    "neigh-vlan-suppress": "newer than this ip", "neigh-forward-grat": "newer than this ip",
}

VXLAN = {
    "id": same("id"), "group": same("remote"), "local": same("local"), "link": link_name("link"),
    "port-range": lambda field, _: {"port_range": field}, "port": same("port"), "ttl": same("ttl"), "df": same("df"),
    "learning": true_if_one("learning"), "ageing": same("ageing"), "udp-csum": true_if_one("udp_csum"),
    "udp-zero-csum6-tx": true_if_one("udp_zero_csum6_tx"), "udp-zero-csum6-rx": true_if_one("udp_zero_csum6_rx"),
}
VXLAN_UNPRINTED = {
    "tos": "printed if it is not 0", "proxy": "printed if it is 1",
    "rsc": "printed if it is 1", "l2miss": "printed if it is 1", "l3miss": "printed if it is 1",
    "collect-metadata": "printed if it is 1", "label": "printed if it is not 0", "vnifilter": "printed if it is 1",
    "limit": "printed if it is not 0", "remcsum-tx": "printed if it is 1", "remcsum-rx": "printed if it is 1",
    "localbypass": "newer than this ip", "label-policy": "newer than this ip", "reserved-bits": "newer than this ip",
    "mc-route": "newer than this ip", "ttl-inherit": "printed if it is set",
}

MACVLAN = {
    "mode": same("mode"), "bc-queue-len": same("bcqueuelen"), "bc-queue-len-used": same("usedbcqueuelen"),
    "flags": lambda field, _: {"nopromisc": None} if "nopromisc" in field else {},
}
MACVLAN_UNPRINTED = {"macaddr-count": "printed in the mode source", "bc-cutoff": "newer than this ip"}

VLAN = {
    "id": same("id"), "protocol": lambda field, _: {"protocol": {"8021q": "802.1Q", "8021ad": "802.1ad"}[field]},
    "flags": lambda field, _: {"flags": [flag.upper().replace("-", "_") for flag in field["flags"]]},
}

KINDS = {
    "bridge": (BRIDGE, BRIDGE_UNPRINTED), "vxlan": (VXLAN, VXLAN_UNPRINTED), "macvlan": (MACVLAN, MACVLAN_UNPRINTED),
    "vlan": (VLAN, {}),
}


def linkinfo(field, context):
    result = {}
    for ours_name, data, name, printed, kinds in [
        ("kind", "data", "info_kind", "info_data", KINDS),
        ("slave-kind", "slave-data", "info_slave_kind", "info_slave_data", {"bridge": (PORT, PORT_UNPRINTED)}),
    ]:
        if ours_name in field:
            result[name] = field[ours_name]
        if data in field:
            rules, unprinted = kinds.get(field[ours_name], ({}, {}))
            result[printed] = translate(field[data], rules, unprinted, context, f"{context['link']['ifname']}.{data}")
    return result


# MARK: Addresses

ADDRESS_FLAGS = {
    "nodad": "nodad", "optimistic": "optimistic", "dadfailed": "dadfailed", "homeaddress": "home",
    "deprecated": "deprecated", "tentative": "tentative", "managetempaddr": "mngtmpaddr",
    "noprefixroute": "noprefixroute", "mcautojoin": "autojoin", "stable-privacy": "stable-privacy",
}
SCOPES = {"universe": "global"}
ORIGINS = {"kernel-lo": "kernel_lo", "kernel-ra": "kernel_ra", "kernel-ll": "kernel_ll"}


def address_flags(field, context):
    result = {name: True for flag, name in ADDRESS_FLAGS.items() if flag in field}
    if "secondary" in field:
        result["temporary" if context["address"]["ifa-family"] == "inet6" else "secondary"] = True
    return result if "permanent" in field else {**result, "dynamic": True}


def address(field, context):
    local = context["address"].get("local")
    return {"local": field} if local in (None, field) else {"local": local, "address": field}


ADDRESS = {
    "address": address, "label": same("label"), "broadcast": same("broadcast"), "anycast": same("anycast"),
    "flags": address_flags, "ifa-family": same("family"), "ifa-prefixlen": same("prefixlen"),
    "ifa-scope": lambda field, _: {"scope": SCOPES.get(field, field)}, "rt-priority": same("metric"),
    "cacheinfo": lambda field, _: {
        "valid_life_time": field["ifa-valid"], "preferred_life_time": field["ifa-prefered"],
    },
}
ADDRESS_UNPRINTED = {
    "local": "it goes with the address", "ifa-index": "addresses are listed below their link",
    "ifa-flags": "the attribute has all flags", "proto": "newer than this ip",
}


# MARK: Routes

def prefix(field, length, family):
    bits = {"inet": 32, "inet6": 128}[family]
    return field if length == bits else f"{field}/{length}"


def nexthops(field, context):
    """Next hops in a row: struct rtnexthop and attributes."""
    data, hops = bytes.fromhex(field), []
    while data:
        length = int.from_bytes(data[0:2], sys.byteorder)
        hop = {"weight": data[3] + 1, "flags": hop_flags(data[2])}
        hop.update(link_name("dev")(int.from_bytes(data[4:8], sys.byteorder), context))
        attributes = data[8:length]
        while attributes:
            size, number = (int.from_bytes(attributes[at:at + 2], sys.byteorder) for at in (0, 2))
            if number == 5:
                hop["gateway"] = str(ipaddress.ip_address(attributes[4:size]))
            attributes = attributes[(size + 3) & ~3:]
        hops.append(hop)
        data = data[(length + 3) & ~3:]
    return {"nexthops": hops}


def hop_flags(bits):
    names = ["dead", "pervasive", "onlink", "offload", "linkdown", "unresolved", "trap"]
    return [name for index, name in enumerate(names) if bits & 1 << index]


def via(field, _):
    data = bytes.fromhex(field)
    family = {2: "inet", 10: "inet6"}[int.from_bytes(data[0:2], sys.byteorder)]
    return {"via": {"family": family, "host": str(ipaddress.ip_address(data[2:]))}}


def metrics(field, _):
    return {"metrics": [{key.replace("-", "_"): value for key, value in field.items() if key != "lock"}]}


ROUTE = {
    "rtm-type": same("type"), "gateway": same("gateway"), "via": via, "oif": link_name("dev"),
    "table": lambda field, _: {"table": str(field)}, "rtm-protocol": same("protocol"), "prefsrc": same("prefsrc"),
    "rtm-scope": lambda field, _: {"scope": SCOPES.get(field, field)}, "priority": same("metric"), "pref": same("pref"),
    "rtm-flags": lambda field, _: {"flags": field}, "metrics": metrics,
    "cacheinfo": lambda field, _: {"expires": field["rta-expires"] // 100} if field["rta-expires"] else {},
    "multipath": nexthops,
}
ROUTE_UNPRINTED = {
    "dst": "it goes with its length", "rtm-dst-len": "it goes with the prefix", "rtm-family": "ip lists one at a time",
    "rtm-table": "the attribute has all tables", "rtm-src-len": "printed if there is a source",
    "rtm-tos": "printed if it is not 0",
}


# MARK: Neighbours

NEIGHBOUR_FLAGS = {"router": "router", "proxy": "proxy", "ext-learned": "extern_learn", "offloaded": "offload"}
NEIGHBOUR = {
    "dst": same("dst"), "lladdr": same("lladdr"), "ndm-ifindex": link_name("dev"), "probes": same("probes"),
    "ndm-state": lambda field, _: {"state": [state.upper() for state in field]} if field else {},
    "ndm-flags": lambda field, _: {name: None for flag, name in NEIGHBOUR_FLAGS.items() if flag in field},
    "cacheinfo": lambda field, _: {
        "used": field["used"] // 100, "confirmed": field["confirmed"] // 100, "updated": field["updated"] // 100,
        **({"refcnt": field["refcnt"]} if field["refcnt"] else {}),
    },
    "protocol": same("protocol"),
}
NEIGHBOUR_UNPRINTED = {"ndm-family": "ip lists one after the other", "ndm-type": "ip does not look"}


def objects(where, made, printed, moving=()):
    """Compares two lists of objects as they come."""
    if len(made) != len(printed):
        failures.append(f"{where}: {len(made)} in ours, {len(printed)} in ip's")
    for number, (mine, theirs) in enumerate(zip(made, printed)):
        check(f"{where} {number} {theirs.get('dst', theirs.get('local', theirs.get('ifname')))}", mine, theirs, moving)


links, printed = steady("links", "link", "show")
context = {"links": {link["ifi-index"]: link for link in links}}
context["names"] = {index: link["ifname"] for index, link in context["links"].items()}
made = [translate(link, LINK, LINK_UNPRINTED, {**context, "link": link}, link["ifname"]) for link in links]
objects("link", made, printed, TIMERS)

addresses, printed = steady("addresses", "address", "show")
printed = {link["ifindex"]: link["addr_info"] for link in printed if link.get("addr_info")}
for index in sorted(printed.keys() | {each["ifa-index"] for each in addresses}):
    made = [
        translate(each, ADDRESS, ADDRESS_UNPRINTED, {**context, "address": each}, "address")
        for each in addresses if each["ifa-index"] == index
    ]
    objects(f"address of {context['names'].get(index)}", made, printed.get(index, []))

for family, option in (("inet", "-4"), ("inet6", "-6")):
    routes, printed = steady("routes", option, "route", "show", "table", "all")
    made = []
    for route in (each for each in routes if each["rtm-family"] == family):
        result = translate(route, ROUTE, ROUTE_UNPRINTED, context, "route")
        result["dst"] = prefix(route["dst"], route["rtm-dst-len"], family) if "dst" in route else "default"
        made.append(result)
    objects(f"route {family}", made, printed, ("expires",))

neighbours, printed = steady("neighbours", "neighbour", "show", "nud", "all")
made = [translate(each, NEIGHBOUR, NEIGHBOUR_UNPRINTED, context, "neighbour") for each in neighbours]
key = lambda each: (each["dst"], each["dev"])
objects("neighbour", sorted(made, key=key), sorted(printed, key=key), ("used", "confirmed", "updated"))

for failure in failures:
    print(failure)
print(f"{compared} fields of {len(links)} links, {len(addresses)} addresses, {len(routes)} routes and "
      f"{len(neighbours)} neighbours compared, {len(failures)} differ")
sys.exit(1 if failures or not compared else 0)
