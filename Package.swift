// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let contract: Target.Dependency = .product(name: "Contract", package: "Contract")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let structuredHeaders: Target.Dependency = .product(
    name: "RawStructuredFieldValues", package: "swift-http-structured-headers")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

func module(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = [],
    plugins: [Target.PluginUsage] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict,
        plugins: plugins)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The module of each profile and its folder under `Plugins/`.
let profilePlugins = [
    (module: "ElderlyGuardian", folder: "elderly-guardian"),
    (module: "ParentChildPartner", folder: "parent-child-partner"),
    (module: "CommunityHub", folder: "community-hub"),
    (module: "WorkplaceEnergy", folder: "workplace-energy"),
    (module: "MotherInfantSteward", folder: "mother-infant-steward"),
]

/// One dynamic library a profile; the stamp says which Contract it was built with.
let pluginTargets: [Target] = profilePlugins.map {
    .target(
        name: $0.module, dependencies: [contract], path: "Plugins/\($0.folder)/\($0.module)", swiftSettings: strict,
        plugins: [.plugin(name: "ContractStamp", package: "Contract")])
}

/// A plugin that misbehaves in the way it is asked for, for the tests of what that does to others.
let hostilePlugin: Target = .target(
    name: "HostilePlugin", dependencies: [contract], path: "Tests/HostilePlugins/HostilePlugin", swiftSettings: strict,
    plugins: [.plugin(name: "ContractStamp", package: "Contract")])

let foundations: [Target] = [
    .systemLibrary(name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CScheduling"),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    module("CSV", []),
    module("DistrictConfig", [contract, yams]),
    module("DemoWorkload", ["DistrictConfig", contract]),
    module("FactLog", [contract, crypto, structuredHeaders]),
    module("Postgres", ["CLibpq", logging, metrics, serviceLifecycle]),
    module(
        "HubStore", ["Postgres", crypto, logging, serviceLifecycle, subprocess], exclude: ["README.md"],
        resources: [.copy("Migrations"), .copy("Setup")]),
    module("Protection", ["Postgres", contract, crypto], exclude: ["README.md"]),
    module("Indicators", ["Postgres", contract]),
    module("Ledger", ["Postgres", contract, crypto], exclude: ["README.md"]),
    module("PluginAuthoring", [contract], resources: [.copy("Template")]),
    module(
        "PluginHost", ["CScheduling", "DistrictConfig", contract, crypto, logging, metrics, subprocess, systemPackage]),
    module("PrometheusMetrics", [coreMetrics]),
    module("Workbooks", ["CXlsxWriter"]),
]

let slices: [Target] = [
    module("Brand", ["Indicators"]),
    module("Catalogue", ["DistrictConfig", contract]),
    module("Directory", ["DistrictConfig", "FactLog", "Postgres", "Protection", contract, crypto]),
    module("Federation", ["FactLog", "Postgres", contract]),
    module(
        "Funding",
        ["CSV", "DistrictConfig", "Indicators", "Ledger", "Postgres", "Protection", "Workbooks", contract, crypto]),
    module(
        "Identity",
        ["Postgres", "Protection", asyncHTTPClient, contract, crypto, cryptoExtras, jwtKit, nioCore, nioHTTP1]),
    module("Services", ["FactLog", "Indicators", "Postgres", "Protection", contract]),
]

let hub: [Target] = [
    module(
        "HubRuntime",
        [
            "Brand", "Catalogue", "Directory", "DistrictConfig", "FactLog", "Federation", "Funding", "HubStore",
            "Identity", "Indicators", "Ledger", "PluginHost", "Postgres", "Protection", "Services", contract, logging,
            metrics, serviceLifecycle,
        ]),
    module("PageKit", ["CQrencode", contract, crypto, httpTypes, hummingbird, mustache, nioCore]),
    module(
        "HubHTTP",
        [
            "Brand", "Catalogue", "Directory", "DistrictConfig", "FactLog", "Federation", "Funding",
            "HubRuntime", "Identity", "Indicators", "Ledger", "PageKit", "PluginHost", "Postgres", "PrometheusMetrics",
            "Protection", "Services", "Workbooks", contract, crypto, httpTypes, hummingbird, hummingbirdTLS, logging,
            metrics, nioCore, nioSSL, serviceLifecycle,
        ], exclude: ["README.md"], resources: [.copy("Assets")], plugins: ["PageResources"]),
    .plugin(name: "PageResources", capability: .buildTool(), path: "PackagePlugins/PageResources"),
]

let station: [Target] = [
    module(
        "StationNode",
        [
            "CSV", "DistrictConfig", "FactLog", "PluginHost", asyncHTTPClient, contract, grdb, logging, nioCore,
            nioHTTP1, serviceLifecycle,
        ])
]

let programs: [Target] = [
    .executableTarget(
        name: "hub",
        dependencies: [
            "Catalogue", "DemoWorkload", "Directory", "DistrictConfig", "FactLog", "Federation", "Funding", "HubHTTP",
            "HubRuntime", "HubStore", "Identity", "Indicators", "PageKit", "PluginAuthoring", "PluginHost", "Postgres",
            "PrometheusMetrics", "Protection", "Services", "Workbooks", argumentParser, configuration, contract, crypto,
            hummingbird, logging, metrics, serviceLifecycle, systemPackage, unixSignals,
        ], swiftSettings: strict),
    .executableTarget(
        name: "station",
        dependencies: [
            "DistrictConfig", "FactLog", "PluginHost", "StationNode", argumentParser, configuration, contract, logging,
            serviceLifecycle, systemPackage, unixSignals,
        ], swiftSettings: strict),
    .executableTarget(name: "plugin-worker", dependencies: ["PluginHost"], swiftSettings: strict),
    .executableTarget(
        name: "bench",
        dependencies: [
            "DemoWorkload", "Directory", "DistrictConfig", "FactLog", "Federation", "HubHTTP", "HubRuntime", "HubStore",
            "Identity", "Indicators", "Ledger", "PluginHost", "Postgres", "Protection", "Services", argumentParser,
            asyncHTTPClient, contract, crypto, logging, nioCore, nioHTTP1, serviceLifecycle, subprocess,
        ], swiftSettings: strict),
]

let testSupport: [Target] = [
    .target(
        name: "TestSupport",
        dependencies: [
            "DemoWorkload", "Directory", "DistrictConfig", "FactLog", "Federation", "Funding", "HubRuntime", "HubStore",
            "Identity", "Indicators", "Ledger", "Postgres", "Protection", "Services", contract, crypto, logging,
        ],
        path: "Tests/TestSupport", swiftSettings: strict),
    .target(
        name: "PluginFixtures", dependencies: [contract, logging], path: "Tests/PluginFixtures", swiftSettings: strict),
]

let testTargets: [Target] = [
    tests("BrandTests", ["Brand", "Indicators"]),
    tests("CSVTests", ["CSV"]),
    tests("CatalogueTests", ["Catalogue", "DistrictConfig", contract]),
    tests("ContractHashTests", ["PluginFixtures", "PluginHost", contract, logging]),
    tests("DistrictConfigTests", ["DistrictConfig", "PluginFixtures", contract]),
    tests("FactLogTests", ["FactLog", contract, crypto]),
    tests(
        "FactRulesAgreementTests", ["DistrictConfig", "FactLog", "Services", "StationNode", "TestSupport", contract]),
    tests("FederationTests", ["FactLog", "Federation", "TestSupport", contract]),
    tests(
        "FundingTests",
        [
            "DistrictConfig", "Funding", "Indicators", "Ledger", "Postgres", "Protection", "TestSupport", "Workbooks",
            contract,
        ]),
    tests(
        "HubHTTPTests",
        [
            "Brand", "Directory", "DistrictConfig", "FactLog", "Federation", "Funding", "HubHTTP", "HubRuntime",
            "Identity", "Indicators", "Ledger", "PageKit", "PluginHost", "Postgres", "PrometheusMetrics", "Protection",
            "TestSupport", contract, httpTypes, hummingbird, hummingbirdTesting, nioCore, nioEmbedded,
        ]),
    tests(
        "HubRuntimeTests",
        [
            "Catalogue", "Directory", "DistrictConfig", "FactLog", "Federation", "Funding", "HubRuntime", "HubStore",
            "Identity", "Indicators", "Ledger", "PluginHost", "Postgres", "Protection", "Services", "TestSupport",
            contract,
        ]),
    tests("HubStoreTests", ["HubStore", "Postgres", logging, serviceLifecycle]),
    tests("IdentityTests", ["Identity", "Postgres", "Protection", "TestSupport", contract]),
    tests("IndicatorsTests", ["Indicators", "TestSupport", contract]),
    tests("LedgerTests", ["Ledger", "Postgres", "Protection", "TestSupport", contract]),
    tests(
        "PluginHostTests",
        ["DistrictConfig", "PluginFixtures", "PluginHost", "plugin-worker", contract, logging]),
    tests("PluginKitTests", ["PluginFixtures", contract]),
    tests("PostgresTests", ["HubStore", "Postgres", logging, serviceLifecycle]),
    tests(
        "ProtectionTests",
        ["HubRuntime", "Postgres", "Protection", "TestSupport", contract, crypto, logging, serviceLifecycle]),
    tests("ServicesTests", ["DistrictConfig", "FactLog", "Indicators", "Services", "TestSupport", contract]),
    tests("StationNodeTests", ["FactLog", "StationNode", "station", contract, grdb, logging]),
    tests("TidyTests", []),
    tests("WorkbooksTests", ["Workbooks"]),
]

let package = Package(
    name: "xinlian",
    products: [
        .executable(name: "xinlian-hub", targets: ["hub"]),
        .executable(name: "xinlian-station", targets: ["station"]),
        .executable(name: "xinlian-plugin-worker", targets: ["plugin-worker"]),
        .executable(name: "xinlian-bench", targets: ["bench"]),
        .library(name: "HostilePlugin", type: .dynamic, targets: ["HostilePlugin"]),
    ] + profilePlugins.map { .library(name: $0.module, type: .dynamic, targets: [$0.module]) },
    dependencies: [
        .package(path: "Sources/Contract"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-http-structured-headers", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: foundations + pluginTargets + [hostilePlugin] + slices + hub + station + programs + testSupport
        + testTargets
)
