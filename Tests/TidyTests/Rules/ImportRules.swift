/// Which modules may be imported where: the arrows of docs/architecture.md, and what keeps the agent small.
enum ImportRules {
    /// Modules whose every import is listed; `Swift` itself and `_StringProcessing` need no import.
    static let only: [String: Set<String>] = [
        "Protocol": ["Crypto", "FoundationEssentials", "Glibc"],
        "Ledger": [],
        "Passport": ["Crypto", "FoundationEssentials", "Protocol"],
        "TileStore": ["Faults", "Glibc", "Passport", "SQLite"],
        "Platform": ["Glibc"],
        "Signals": ["FoundationEssentials", "Glibc", "Synchronization"],
        "Logs": ["Glibc", "Logging"],
        "Prometheus": ["CoreMetrics", "Synchronization"],
        "Faults": ["FoundationEssentials", "Glibc", "Synchronization"],
        "SQLite": ["CSQLite", "Dispatch", "Faults", "FoundationEssentials", "Glibc", "Platform", "Synchronization"],
        "Journal": ["Dispatch", "Faults", "FoundationEssentials", "Glibc", "SQLite", "Synchronization"],
        "GPIO": ["CGPIO", "CModbus", "Dispatch", "FoundationEssentials", "Glibc", "Platform", "Synchronization"],
        "Machine": ["Faults", "FoundationEssentials", "GPIO", "Platform", "Synchronization"],
        "Doctor": ["FoundationEssentials", "GPIO", "Glibc", "Machine", "Platform", "Synchronization"],
        "Database": ["Dispatch", "FoundationEssentials", "Glibc", "Platform", "SQLite", "Synchronization"],
    ]

    /// Imports that only these modules may have.
    static let owners: [OwnedImport] = [
        OwnedImport("CSQLite", by: ["SQLite"], because: "everything else speaks to SQLite through the module SQLite"),
        OwnedImport("CGPIO", by: ["GPIO"], because: "everything else speaks to lines through the module GPIO"),
        OwnedImport("CModbus", by: ["GPIO"], because: "everything else speaks to buses through the module GPIO"),
        OwnedImport(
            "Yams",
            by: ["ProfileCompiler", "ObservabilityTests", "mintmark"],
            because: "YAML is for people; it never reaches a machine"
        ),
        OwnedImport(
            "Hummingbird*",
            by: ["Coordinator", "CoordinatorTests"],
            because: "only the coordinator serves HTTP with it"
        ),
        OwnedImport(
            "X509",
            by: ["Coordinator", "CoordinatorTests"],
            because: "only the coordinator issues certificates"
        ),
        OwnedImport(
            "ArgumentParser",
            by: ["mintmark", "mintmark-simulate", "CommandLineTests"],
            because: "only command lines have commands"
        ),
        OwnedImport(
            "AsyncHTTPClient",
            by: ["Rails", "RailsTests", "Coordinator", "mintmark", "EndToEndTests", "TestSupport"],
            because: "the agent has its own small client"
        ),
        OwnedImport(
            "CFaultVFS",
            by: ["Simulation"],
            because: "everything else speaks to a faulty disk through Simulation"
        ),
        OwnedImport(
            "Simulation",
            by: ["SimulationTests", "mintmark-simulate"],
            because: "nothing that is shipped depends on what drives it in a simulation"
        ),
        OwnedImport(
            "TestSupport",
            by: ["Simulation"],
            because: "nothing that is shipped depends on the tests' fixtures"
        ),
    ]

    /// Modules linked into the agent, which must stay free of full Foundation and its 44 MB of data.
    static let withoutFoundation: Set<String> = [
        "Protocol", "Faults", "Platform", "Signals", "SQLite", "Journal", "GPIO", "Machine", "Doctor",
        "EdgeAgent", "mintmark-agent",
        "Ledger", "Passport", "TileStore", "Database", "Logs", "Prometheus", "TestSupport",
    ]
}

/// An import that only some modules may have, and why.
struct OwnedImport: Sendable {
    let modules: Set<String>
    let reason: String
    private let pattern: String

    /// A trailing `*` in the pattern stands for any ending.
    init(_ pattern: String, by modules: Set<String>, because reason: String) {
        self.pattern = pattern
        self.modules = modules
        self.reason = reason
    }

    func matches(_ imported: String) -> Bool {
        pattern.hasSuffix("*") ? imported.hasPrefix(pattern.dropLast()) : imported == pattern
    }
}
