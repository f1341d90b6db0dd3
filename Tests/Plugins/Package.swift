// swift-tools-version: 6.2

// Packages that use the build plugin, as one, so that they share the tool; Tests/Scripts/plugins.sh copies it to a
// folder of its own and puts specs into the targets.

import PackageDescription

/// The package with the plugin.
let path = Context.environment["SWIFT_YNL"] ?? "../.."
let identity = path.split(separator: "/").last.map(String.init) ?? path

let netlink = Target.Dependency.product(name: "Netlink", package: identity)
let plugin = Target.PluginUsage.plugin(name: "YNLBuildPlugin", package: identity)

let strict: [SwiftSetting] =
    [.treatAllWarnings(as: .error), .strictMemorySafety()]
    + [
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault",
        "InferIsolatedConformances",
    ].map { .enableUpcomingFeature($0) }

/// Targets whose specs are the kernel's.
let ofKernelSpecs: [Target] = [
    .executableTarget(name: "ThreeSpecs", dependencies: [netlink], plugins: [plugin]),
    .target(name: "DeviceKit", dependencies: [netlink], plugins: [plugin]),
    .executableTarget(name: "TwoTargets", dependencies: ["DeviceKit", netlink], plugins: [plugin]),
    .target(name: "Umbrella", dependencies: ["DeviceKit", netlink]),
    .executableTarget(name: "ReExported", dependencies: ["Umbrella"]),
    .executableTarget(
        name: "InSwift5",
        dependencies: [netlink],
        swiftSettings: [.swiftLanguageMode(.v5), .enableExperimentalFeature("Lifetimes")],
        plugins: [plugin]
    ),
    .executableTarget(
        name: "OnMainActor",
        dependencies: [netlink],
        swiftSettings: strict + [.defaultIsolation(MainActor.self)],
        plugins: [plugin]
    ),
]

/// Targets whose specs are those of the package with the plugin.
let ofOwnSpecs: [Target] = [
    .target(name: "FlowKit", dependencies: [netlink], swiftSettings: strict, plugins: [plugin]),
    .executableTarget(name: "Packets", dependencies: ["FlowKit", netlink], swiftSettings: strict, plugins: [plugin]),
    .executableTarget(name: "Changing", dependencies: [netlink], plugins: [plugin]),
]

let package = Package(
    name: "plugin-users",
    dependencies: [.package(path: path)],
    targets: ofOwnSpecs + (Context.environment["KERNEL_SPECS"] == nil ? [] : ofKernelSpecs)
)
