// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "Contract",
    products: [
        .library(name: "Contract", type: .dynamic, targets: ["HubModel", "PluginKit", "PluginTestKit"]),
        .plugin(name: "ContractStamp", targets: ["ContractStamp"]),
    ],
    targets: [
        .target(name: "HubModel", swiftSettings: strict),
        .target(
            name: "PluginKit", dependencies: ["HubModel"], swiftSettings: strict, plugins: ["ContractStamp"]),
        .target(name: "PluginTestKit", dependencies: ["HubModel", "PluginKit"], swiftSettings: strict),
        .plugin(name: "ContractStamp", capability: .buildTool()),
    ]
)
