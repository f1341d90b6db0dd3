// swift-tools-version: 6.2

import PackageDescription

/// Settings of every target of this package; users of the products need none of them.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Modules that declare views, which return `~Escapable` values.
let views: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

let package = Package(
    name: "swift-ynl",
    products: [
        .library(name: "Netlink", targets: ["Netlink"]),
        .library(name: "NetlinkTesting", targets: ["NetlinkTesting"]),
        .library(name: "OVSPacket", targets: ["OVSPacket"]),
        .library(name: "OVSFlow", targets: ["OVSFlow"]),
        .library(name: "OVSDatapath", targets: ["OVSDatapath"]),
        .library(name: "OVSVport", targets: ["OVSVport"]),
        .library(name: "OpenVSwitch", targets: ["OpenVSwitch"]),
        .library(name: "Routing", targets: ["Routing"]),
        .library(name: "RTLink", targets: ["RTLink"]),
        .library(name: "RTAddr", targets: ["RTAddr"]),
        .library(name: "RTRoute", targets: ["RTRoute"]),
        .library(name: "RTNeigh", targets: ["RTNeigh"]),
        .library(name: "RTRule", targets: ["RTRule"]),
        .executable(name: "ynl-gen", targets: ["ynl-gen"]),
        .plugin(name: "YNLBuildPlugin", targets: ["YNLBuildPlugin"]),
        .plugin(name: "YNLCommandPlugin", targets: ["YNLCommandPlugin"]),
    ],
    targets: [
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "Netlink", dependencies: ["CLinux"], swiftSettings: views),
        .target(name: "NetlinkTesting", dependencies: ["Netlink"], swiftSettings: views),
        .target(name: "OVSFlow", dependencies: ["Netlink"], path: "Generated/OVSFlow", swiftSettings: views),
        .target(
            name: "OVSPacket",
            dependencies: ["Netlink", "OVSFlow"],
            path: "Generated/OVSPacket",
            swiftSettings: views
        ),
        .target(name: "OVSDatapath", dependencies: ["Netlink"], path: "Generated/OVSDatapath", swiftSettings: views),
        .target(name: "OVSVport", dependencies: ["Netlink"], path: "Generated/OVSVport", swiftSettings: views),
        .target(name: "RTLink", dependencies: ["Netlink"], path: "Generated/RTLink", swiftSettings: views),
        .target(name: "RTAddr", dependencies: ["Netlink"], path: "Generated/RTAddr", swiftSettings: views),
        .target(name: "RTRoute", dependencies: ["Netlink"], path: "Generated/RTRoute", swiftSettings: views),
        .target(name: "RTNeigh", dependencies: ["Netlink"], path: "Generated/RTNeigh", swiftSettings: views),
        .target(name: "RTRule", dependencies: ["Netlink"], path: "Generated/RTRule", swiftSettings: views),
        .target(
            name: "Routing",
            dependencies: ["Netlink", "RTLink", "RTAddr", "RTRoute", "RTNeigh", "RTRule"],
            swiftSettings: strict
        ),
        .target(
            name: "OpenVSwitch",
            dependencies: ["Netlink", "OVSFlow", "OVSPacket", "OVSDatapath", "OVSVport"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "list-families",
            dependencies: ["Netlink"],
            path: "Sources/Examples/ListFamilies",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "container-network",
            dependencies: ["Netlink", "RTLink", "RTAddr", "RTRoute", "RTNeigh"],
            path: "Sources/Examples/ContainerNetwork",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ovs-upcall-monitor",
            dependencies: ["OpenVSwitch", "Netlink", "OVSDatapath", "OVSFlow", "OVSPacket"],
            path: "Sources/Examples/UpcallMonitor",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ovs-learning-switch",
            dependencies: ["OpenVSwitch", "Netlink", "OVSDatapath", "OVSFlow", "OVSPacket"],
            path: "Sources/Examples/LearningSwitch",
            swiftSettings: strict
        ),
        .target(name: "CBaseline", path: "Sources/Benchmarks/CBaseline"),
        .executableTarget(
            name: "swift-benchmark",
            dependencies: ["Netlink", "OVSFlow", "OVSPacket", "CBaseline"],
            path: "Sources/Benchmarks/SwiftBenchmark",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "connection-benchmark",
            dependencies: ["Netlink"],
            path: "Sources/Benchmarks/ConnectionBenchmark",
            swiftSettings: strict
        ),
        .target(name: "YNLSpec", dependencies: ["CLibYAML"], swiftSettings: strict),
        .target(name: "YNLGenerator", dependencies: ["YNLSpec"], swiftSettings: strict),
        .executableTarget(
            name: "ynl-gen",
            dependencies: ["YNLGenerator", "YNLSpec"],
            swiftSettings: strict
        ),
        .plugin(
            name: "YNLBuildPlugin",
            capability: .buildTool(),
            dependencies: ["ynl-gen"],
            path: "Sources/YNLBuildPlugin"
        ),
        .plugin(
            name: "YNLCommandPlugin",
            capability: .command(
                intent: .custom(verb: "ynl-generate", description: "Generate Swift modules from netlink specs"),
                permissions: [.writeToPackageDirectory(reason: "It writes the modules below 'Generated'.")]
            ),
            dependencies: ["ynl-gen"],
            path: "Sources/YNLCommandPlugin"
        ),
        .executableTarget(
            name: "spec-verdicts",
            dependencies: ["YNLSpec"],
            path: "Tests/SpecVerdicts",
            swiftSettings: strict
        ),
        .target(name: "CLoop", path: "Tests/VM/Upcalls/CLoop"),
        .executableTarget(
            name: "follow-checks",
            dependencies: ["Routing", "Netlink", "RTLink", "RTAddr", "RTRoute", "RTNeigh", "RTRule"],
            path: "Tests/FollowChecks",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "upcall-checks",
            dependencies: ["CLoop", "OpenVSwitch", "Netlink", "OVSDatapath", "OVSFlow", "OVSPacket", "OVSVport"],
            path: "Tests/VM/Upcalls/Checks",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "connection-checks",
            dependencies: ["Netlink"],
            path: "Tests/Connection/Checks",
            swiftSettings: strict
        ),
        .testTarget(
            name: "YNLSpecTests",
            dependencies: ["YNLSpec"],
            exclude: ["Fixtures", "Scripts"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "YNLGeneratorTests",
            dependencies: ["YNLGenerator", "YNLSpec"],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(name: "GeneratedCodeTests", dependencies: ["Netlink"], swiftSettings: views),
        .testTarget(name: "YNLGenTests", dependencies: ["ynl-gen"], swiftSettings: strict),
        .testTarget(
            name: "NetlinkTests",
            dependencies: ["Netlink"],
            exclude: ["Fixtures"],
            swiftSettings: views
        ),
        .testTarget(
            name: "NetlinkTestingTests",
            dependencies: ["NetlinkTesting", "Netlink", "OVSDatapath"],
            swiftSettings: views
        ),
        .testTarget(
            name: "ReadmeTests",
            dependencies: ["Netlink", "NetlinkTesting", "OVSFlow", "OVSPacket", "RTLink", "Routing"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OpenVSwitchTests",
            dependencies: [
                "OpenVSwitch", "Netlink", "NetlinkTesting", "OVSFlow", "OVSPacket", "OVSDatapath", "OVSVport",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OVSPacketTests",
            dependencies: ["Netlink", "OVSFlow", "OVSPacket"],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
    ]
)
