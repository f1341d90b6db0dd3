/// The forms of the attributes that have one.
///
/// Names and order of the fields are those of Open vSwitch, lib/odp-util.c.
enum FlowForms {
    /// Attributes of keys.
    static let key: [FlowForm] = [
        FlowForm(20, "recirc_id", .hexadecimal, size: 4, isHostOrder: true),
        FlowForm(19, "dp_hash", .hexadecimal, size: 4, isHostOrder: true),
        FlowForm(2, "skb_priority", .hexadecimal, size: 4, isHostOrder: true),
        FlowForm(3, "in_port", .decimal, size: 4, isHostOrder: true),
        FlowForm(15, "skb_mark", .hexadecimal, size: 4, isHostOrder: true),
        FlowForm(
            22,
            "ct_state",
            .flags(["new", "est", "rel", "rpl", "inv", "trk", "snat", "dnat"]),
            size: 4,
            isHostOrder: true
        ),
        FlowForm(23, "ct_zone", .hexadecimal, size: 2, isHostOrder: true),
        FlowForm(24, "ct_mark", .hexadecimal, size: 4, isHostOrder: true),
        FlowForm(25, "ct_label", .hexadecimal, size: 16, isHostOrder: true),
        FlowForm(
            26,
            "ct_tuple4",
            size: 16,
            [
                FlowField("src", .ipv4, at: 0, size: 4), FlowField("dst", .ipv4, at: 4, size: 4),
                FlowField("proto", .decimal, at: 12, size: 1), FlowField("tp_src", .decimal, at: 8, size: 2),
                FlowField("tp_dst", .decimal, at: 10, size: 2),
            ]
        ),
        FlowForm(
            27,
            "ct_tuple6",
            size: 40,
            [
                FlowField("src", .ipv6, at: 0, size: 16), FlowField("dst", .ipv6, at: 16, size: 16),
                FlowField("proto", .decimal, at: 36, size: 1), FlowField("src_port", .decimal, at: 32, size: 2),
                FlowField("dst_port", .decimal, at: 34, size: 2),
            ]
        ),
        FlowForm(
            29,
            "packet_type",
            size: 4,
            [
                FlowField("ns", .decimal, at: 0, size: 2), FlowField("id", .hexadecimal, at: 2, size: 2),
            ]
        ),
        FlowForm(4, "eth", size: 12, ethernet),
        FlowForm(6, "eth_type", .fourDigits, size: 2),
        FlowForm(5, "vlan", size: 2, vlan(at: 0)),
        FlowForm(
            7,
            "ipv4",
            size: 12,
            [
                FlowField("src", .ipv4, at: 0, size: 4), FlowField("dst", .ipv4, at: 4, size: 4),
                FlowField("proto", .decimal, at: 8, size: 1), FlowField("tos", .hexadecimal, at: 9, size: 1),
                FlowField("ttl", .decimal, at: 10, size: 1), FlowField("frag", .fragment, at: 11, size: 1),
            ]
        ),
        FlowForm(
            8,
            "ipv6",
            size: 40,
            [
                FlowField("src", .ipv6, at: 0, size: 16), FlowField("dst", .ipv6, at: 16, size: 16),
                FlowField("label", .hexadecimal, at: 32, size: 4, width: 20),
                FlowField("proto", .decimal, at: 36, size: 1), FlowField("tclass", .hexadecimal, at: 37, size: 1),
                FlowField("hlimit", .decimal, at: 38, size: 1), FlowField("frag", .fragment, at: 39, size: 1),
            ]
        ),
        FlowForm(
            32,
            "ipv6_exthdrs",
            .flags(["nonext", "esp", "auth", "dest", "frag", "router", "hop", "unrep", "unseq"]),
            size: 2,
            isHostOrder: true
        ),
        FlowForm(
            13,
            "arp",
            size: 24,
            [
                FlowField("sip", .ipv4, at: 0, size: 4), FlowField("tip", .ipv4, at: 4, size: 4),
                FlowField("op", .decimal, at: 8, size: 2), FlowField("sha", .ethernet, at: 10, size: 6),
                FlowField("tha", .ethernet, at: 16, size: 6),
            ]
        ),
        FlowForm(21, "mpls", size: 4, mpls),
        FlowForm(9, "tcp", size: 4, ports),
        FlowForm(
            18,
            "tcp_flags",
            .flags(["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ns", "[200]", "[400]", "[800]"]),
            size: 2
        ),
        FlowForm(10, "udp", size: 4, ports),
        FlowForm(17, "sctp", size: 4, ports),
        FlowForm(11, "icmp", size: 2, typeAndCode),
        FlowForm(12, "icmpv6", size: 2, typeAndCode),
        FlowForm(
            14,
            "nd",
            size: 28,
            [
                FlowField("target", .ipv6, at: 0, size: 16), FlowField("sll", .ethernet, at: 16, size: 6),
                FlowField("tll", .ethernet, at: 22, size: 6),
            ]
        ),
        FlowForm(
            30,
            "nd_ext",
            size: 8,
            [
                FlowField("nd_reserved", .prefixed, at: 0, size: 4),
                FlowField("nd_options_type", .decimal, at: 4, size: 1),
            ]
        ),
    ]

    /// The state of a connection as a number.
    static let connectionState = FlowForm(22, "ct_state", .hexadecimal, size: 4, isHostOrder: true)

    /// Attributes of tunnel keys; their fields stand between the parentheses of the tunnel.
    static let tunnel: [FlowForm] = [
        FlowForm(0, "", size: 8, [FlowField("tun_id", .prefixed, at: 0, size: 8)]),
        FlowForm(1, "", size: 4, [FlowField("src", .ipv4, at: 0, size: 4)]),
        FlowForm(2, "", size: 4, [FlowField("dst", .ipv4, at: 0, size: 4)]),
        FlowForm(12, "", size: 16, [FlowField("ipv6_src", .ipv6, at: 0, size: 16)]),
        FlowForm(13, "", size: 16, [FlowField("ipv6_dst", .ipv6, at: 0, size: 16)]),
        FlowForm(3, "", size: 1, [FlowField("tos", .hexadecimal, at: 0, size: 1)]),
        FlowForm(4, "", size: 1, [FlowField("ttl", .decimal, at: 0, size: 1)]),
        FlowForm(9, "", size: 2, [FlowField("tp_src", .decimal, at: 0, size: 2)]),
        FlowForm(10, "", size: 2, [FlowField("tp_dst", .decimal, at: 0, size: 2)]),
    ]

    /// Extensions of VXLAN.
    static let vxlan: [FlowForm] = [
        FlowForm(
            1,
            "gbp",
            size: 4,
            [
                FlowField("id", .decimal, at: 0, size: 4, isHostOrder: true, width: 16),
                FlowField("flags", .hexadecimal, at: 0, size: 4, isHostOrder: true, shift: 16, width: 8),
            ]
        )
    ]

    /// Attributes of the Network Service Header; their fields stand between the parentheses of the header.
    static let nsh: [FlowForm] = [
        FlowForm(
            1,
            "",
            size: 8,
            [
                FlowField("flags", .decimal, at: 0, size: 1), FlowField("ttl", .decimal, at: 1, size: 1),
                FlowField("mdtype", .decimal, at: 2, size: 1), FlowField("np", .decimal, at: 3, size: 1),
                FlowField("spi", .prefixed, at: 4, size: 4, shift: 8, width: 24),
                FlowField("si", .decimal, at: 7, size: 1),
            ]
        ),
        FlowForm(2, "", size: 16, (0..<4).map { FlowField("c\($0 + 1)", .prefixed, at: 4 * $0, size: 4) }),
    ]

    /// Options of ERSPAN, by version.
    static let erspan: [FlowForm] = [
        FlowForm(
            1,
            "",
            size: 12,
            [
                FlowField("ver", .decimal, at: 0, size: 4, isHostOrder: true),
                FlowField("idx", .prefixed, at: 4, size: 4),
            ]
        ),
        FlowForm(
            2,
            "",
            size: 12,
            [
                FlowField("ver", .decimal, at: 0, size: 4, isHostOrder: true),
                FlowField(
                    "dir",
                    .decimal,
                    at: 11,
                    size: 1,
                    shift: UInt16(1).littleEndian == 1 ? 3 : 4,
                    width: 1,
                    showsFullMask: true
                ),
                FlowField(
                    "hwid",
                    .hexadecimal,
                    at: 11,
                    size: 1,
                    shift: UInt16(1).littleEndian == 1 ? 4 : 0,
                    width: 4,
                    showsFullMask: true
                ),
            ]
        ),
    ]

    /// The header of an option of Geneve; its data follow.
    static let geneve = FlowForm(
        0,
        "",
        size: 4,
        [
            FlowField("class", .hexadecimal, at: 0, size: 2), FlowField("type", .hexadecimal, at: 2, size: 1),
            FlowField("len", .decimal, at: 3, size: 1, width: 5),
        ]
    )

    private static let ethernet = [
        FlowField("src", .ethernet, at: 0, size: 6), FlowField("dst", .ethernet, at: 6, size: 6),
    ]

    private static let ports = [
        FlowField("src", .decimal, at: 0, size: 2), FlowField("dst", .decimal, at: 2, size: 2),
    ]

    private static let typeAndCode = [
        FlowField("type", .decimal, at: 0, size: 1), FlowField("code", .decimal, at: 1, size: 1),
    ]

    private static let mpls = [
        FlowField("label", .decimal, at: 0, size: 4, shift: 12, width: 20),
        FlowField("tc", .decimal, at: 0, size: 4, shift: 9, width: 3),
        FlowField("ttl", .decimal, at: 0, size: 4, width: 8),
        FlowField("bos", .decimal, at: 0, size: 4, shift: 8, width: 1),
    ]

    /// The fields of an MPLS label, each with its mask.
    ///
    /// Open vSwitch does not leave out any of them, so that each entry of a stack has all fields, and writes masks of few
    /// bits as one digit.
    static func labelTexts(_ value: [UInt8], mask: [UInt8]) -> [String] {
        mpls.map { field in
            let digits = String(field.number(field.value(in: mask)), radix: 16)
            let mask = field.width > 4 ? "0x" + digits : digits
            return "\(field.name)=\(field.number(field.value(in: value)))/\(mask)"
        }
    }

    private static func vlan(at offset: Int) -> [FlowField] {
        [
            FlowField("vid", .decimal, at: offset, size: 2, width: 12),
            FlowField("pcp", .decimal, at: offset, size: 2, shift: 13, width: 3),
            FlowField("cfi", .decimal, at: offset, size: 2, shift: 12, width: 1, initial: 1),
        ]
    }

    /// Actions that are numbers and structs.
    static let actions: [FlowForm] = [
        FlowForm(7, "recirc", .hexadecimal, size: 4, isHostOrder: true),
        FlowForm(13, "trunc", .decimal, size: 4, isHostOrder: true),
        FlowForm(19, "meter", .decimal, size: 4, isHostOrder: true),
        FlowForm(24, "drop", .decimal, size: 4, isHostOrder: true),
        FlowForm(
            4,
            "push_vlan",
            size: 4,
            [FlowField("tpid", .fourDigits, at: 0, size: 2, initial: 0x8100)] + vlan(at: 2)
        ),
        FlowForm(14, "push_eth", size: 12, ethernet),
        FlowForm(9, "push_mpls", size: 8, mpls + [FlowField("eth_type", .hexadecimal, at: 4, size: 2)]),
        FlowForm(10, "pop_mpls", size: 2, [FlowField("eth_type", .hexadecimal, at: 0, size: 2)]),
        FlowForm(
            22,
            "add_mpls",
            size: 8,
            mpls + [
                FlowField("eth_type", .hexadecimal, at: 4, size: 2),
                FlowField("tun_flags", .hexadecimal, at: 6, size: 2, isHostOrder: true, initial: 0),
            ]
        ),
    ]
}
