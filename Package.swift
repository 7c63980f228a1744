// swift-tools-version: 6.2
// One section per target, each beside its tests, in the order of docs/architecture.md: leaves first.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "mintmark",
    products: [
        .executable(name: "mintmark", targets: ["mintmark"]),
        .executable(name: "mintmark-agent", targets: ["mintmark-agent"]),
        .executable(name: "mintmark-coordinator", targets: ["mintmark-coordinator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Protocol: what crosses the wire and how it is signed.
        .target(
            name: "Protocol",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .testTarget(name: "ProtocolTests", dependencies: ["Protocol", "TestSupport"], swiftSettings: strict),

        // Faults: the steps at which tests cut the power, and the guards that one build takes away; no others have any.
        .target(name: "Faults", swiftSettings: strict),

        // Prometheus: counters, gauges and histograms as the text a scraper reads.
        .target(
            name: "Prometheus",
            dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PrometheusTests",
            dependencies: [
                "Prometheus", "TestSupport", .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),

        // Platform: threads and clocks of the operating system, and what a service tells its manager.
        .target(name: "Platform", swiftSettings: strict),
        .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"], swiftSettings: strict),

        // Logs: one line per event, as JSON or as words.
        .target(
            name: "Logs",
            dependencies: [.product(name: "Logging", package: "swift-log")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LogsTests",
            dependencies: ["Logs", "TestSupport", .product(name: "Logging", package: "swift-log")],
            swiftSettings: strict
        ),

        // Supervision: the service manager's side of sd_notify, for the demo and for tests.
        .target(name: "Supervision", dependencies: ["Platform"], swiftSettings: strict),
        .testTarget(name: "SupervisionTests", dependencies: ["Supervision", "TestSupport"], swiftSettings: strict),

        // Signals: a hint within the process that something changed.
        .target(name: "Signals", swiftSettings: strict),

        // CSQLite, SQLite: the system library and the one Swift wrapper over it.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "SQLite", dependencies: ["CSQLite", "Faults", "Platform"], swiftSettings: strict),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "TestSupport"], swiftSettings: strict),

        // CGPIO, CModbus, GPIO: lines by name and Modbus buses, real and simulated.
        .systemLibrary(name: "CModbus", pkgConfig: "libmodbus", providers: [.apt(["libmodbus-dev"])]),
        .target(name: "CGPIO", linkerSettings: [.linkedLibrary(":libgpiod.a", .when(platforms: [.linux]))]),
        .target(name: "GPIO", dependencies: ["CGPIO", "CModbus", "Platform"], swiftSettings: strict),
        .testTarget(
            name: "GPIOTests",
            dependencies: ["GPIO", "Platform", "TestSupport"],
            exclude: ["Modbus/Foreign/requirements.txt", "Modbus/Foreign/pymodbus_slave.py"],
            swiftSettings: strict
        ),

        // Machine: compiled profiles, the sequencers, the simulated machine.
        .target(name: "Machine", dependencies: ["Faults", "GPIO", "Platform"], swiftSettings: strict),
        .testTarget(
            name: "MachineTests",
            dependencies: ["Machine", "GPIO", "Platform", "TestSupport"],
            swiftSettings: strict
        ),

        // ProfileCompiler: YAML to a checked, compiled profile.
        .target(
            name: "ProfileCompiler",
            dependencies: ["Machine", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ProfileCompilerTests",
            dependencies: ["Machine", "ProfileCompiler", "TestSupport"],
            swiftSettings: strict
        ),

        // Journal: the machine's durable store.
        .target(name: "Journal", dependencies: ["Faults", "SQLite"], swiftSettings: strict),
        .testTarget(name: "JournalTests", dependencies: ["Journal", "SQLite", "TestSupport"], swiftSettings: strict),

        // Doctor: what a technician looks at, and what it means.
        .target(name: "Doctor", dependencies: ["GPIO", "Machine", "Platform"], swiftSettings: strict),
        .testTarget(
            name: "DoctorTests",
            dependencies: ["Doctor", "GPIO", "Machine", "Platform", "TestSupport"],
            swiftSettings: strict
        ),

        // EdgeAgent: the program on the machine.
        .target(
            name: "EdgeAgent",
            dependencies: [
                "Doctor", "Faults", "GPIO", "Journal", "Logs", "Machine", "Platform", "Prometheus", "Protocol",
                "SQLite",
                "Signals",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EdgeAgentTests",
            dependencies: [
                "Doctor", "EdgeAgent", "GPIO", "Journal", "Machine", "Platform", "Prometheus", "Protocol", "SQLite",
                "Signals", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),

        // Ledger: double entry, pure.
        .target(name: "Ledger", swiftSettings: strict),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "TestSupport"], swiftSettings: strict),

        // Passport: serials, product identities and the log that proves them, pure.
        .target(
            name: "Passport",
            dependencies: ["Protocol", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PassportTests",
            dependencies: ["Passport", "Protocol", "TestSupport"],
            swiftSettings: strict
        ),

        // TileStore: the log's files, and how they are compared with their mirror.
        .target(name: "TileStore", dependencies: ["Faults", "Passport", "SQLite"], swiftSettings: strict),
        .testTarget(
            name: "TileStoreTests",
            dependencies: ["Passport", "Protocol", "SQLite", "TestSupport", "TileStore"],
            swiftSettings: strict
        ),

        // Database: one surface over the engines.
        .target(name: "Database", dependencies: ["Platform", "SQLite"], swiftSettings: strict),
        .testTarget(name: "DatabaseTests", dependencies: ["Database", "TestSupport"], swiftSettings: strict),

        // Backup: the format of a backup, the copy of a running state folder, and its way back.
        .target(
            name: "Backup",
            dependencies: ["Faults", "Protocol", "SQLite", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "BackupTests",
            dependencies: ["Backup", "Faults", "Platform", "Protocol", "SQLite", "TestSupport"],
            swiftSettings: strict
        ),

        // Rails: one folder per way to be paid.
        .target(
            name: "Rails",
            dependencies: [
                "Signals",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "RailsTests", dependencies: ["Rails", "TestSupport"], swiftSettings: strict),

        // CZint: the system library that draws QR codes.
        .systemLibrary(name: "CZint", providers: [.apt(["libzint-dev"])]),

        // Coordinator: pricing, payments, machines, the books.
        .target(
            name: "Coordinator",
            dependencies: [
                "Backup", "CZint", "Database", "Faults", "Ledger", "Logs", "Machine", "Passport", "Platform",
                "ProfileCompiler", "Prometheus", "Protocol", "Rails", "Signals", "TileStore",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            resources: [.embedInCode("Web/Templates"), .embedInCode("Web/Assets")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CoordinatorTests",
            dependencies: [
                "Backup", "Coordinator", "Database", "Ledger", "Logs", "Machine", "Passport", "Platform", "Prometheus",
                "Protocol", "Rails", "SQLite", "Signals", "TestSupport", "TileStore",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["Life/Schema/requirements.txt", "Life/Schema/epcis-written.schema.json"],
            swiftSettings: strict
        ),

        // The three programs.
        .executableTarget(name: "mintmark-agent", dependencies: ["EdgeAgent"], swiftSettings: strict),
        .executableTarget(name: "mintmark-coordinator", dependencies: ["Coordinator"], swiftSettings: strict),
        .executableTarget(
            name: "mintmark",
            dependencies: [
                "Backup", "Doctor", "GPIO", "Journal", "Machine", "Passport", "Platform", "ProfileCompiler", "Protocol",
                "Supervision", "TileStore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "Backup", "Doctor", "mintmark", "Passport", "Protocol", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        // CFaultVFS, Simulation: a disk that fails, and the real stores and rules on it. Nothing shipped imports them.
        .target(name: "CFaultVFS", dependencies: ["CSQLite"]),
        .target(
            name: "Simulation",
            dependencies: [
                "CFaultVFS", "Coordinator", "Database", "EdgeAgent", "Faults", "GPIO", "Journal", "Ledger", "Machine",
                "Passport", "Protocol", "Rails", "SQLite", "TestSupport", "TileStore",
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "mintmark-simulate",
            dependencies: ["Faults", "Simulation", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Database", "Faults", "Journal", "SQLite", "Simulation", "TestSupport"],
            swiftSettings: strict
        ),

        // Benchmarks: `make bench`. What is measured, the figures made of it, and what is compared with, in C.
        .target(name: "Measuring", path: "Benchmarks/Measuring", swiftSettings: strict),
        .testTarget(name: "MeasuringTests", dependencies: ["Measuring", "TestSupport"], swiftSettings: strict),
        .target(name: "Reference", dependencies: ["CModbus", "CSQLite"], path: "Benchmarks/Reference"),
        .executableTarget(
            name: "mintmark-benchmarks",
            dependencies: [
                "Coordinator", "Database", "GPIO", "Journal", "Ledger", "Machine", "Measuring", "Passport", "Platform",
                "Protocol", "Reference", "SQLite", "Supervision", "TestSupport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Benchmarks/Program",
            swiftSettings: strict
        ),

        // Tests only.
        .target(
            name: "TestSupport",
            dependencies: [
                "Platform",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Backup", "Coordinator", "Database", "Doctor", "EdgeAgent", "GPIO", "Journal", "Ledger", "Machine",
                "Passport", "Platform", "Protocol", "Rails", "SQLite", "Supervision", "TestSupport", "TileStore",
                "mintmark", "mintmark-agent", "mintmark-coordinator",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            exclude: ["Fuzz/requirements.txt", "Fuzz/schemathesis.toml"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ObservabilityTests",
            dependencies: [
                "Coordinator", "EdgeAgent", "Logs", "Prometheus", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "TidyTests", dependencies: ["TestSupport"], swiftSettings: strict),

        // Fuzzing: every door for foreign bytes. The tests replay the corpus; `make fuzz` searches on from it.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Coordinator", "GPIO", "Machine", "Passport", "ProfileCompiler", "Protocol", "Rails",
            ],
            path: "Fuzz/Targets",
            swiftSettings: strict
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["Coordinator", "FuzzTargets", "Protocol", "TestSupport"],
            swiftSettings: strict
        ),
    ]
)

// The search itself, which links libFuzzer: declared for `make fuzz` alone, so that no other build needs it. The
// variable names the file of libFuzzer without its main function.
if let libFuzzer = Context.environment["MINTMARK_FUZZ"] {
    package.targets.append(
        .executableTarget(
            name: "mintmark-fuzz",
            dependencies: ["FuzzTargets"],
            path: "Fuzz/Program",
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-Xlinker", libFuzzer, "-lstdc++"])]
        )
    )
}
