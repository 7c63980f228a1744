/// A call that has one place, or none.
struct BannedToken: Sendable {
    /// Where a token is looked for.
    enum Scope: Sendable { case sources, tests, everywhere }

    /// What a reader would search for: `Date()`.
    let token: String
    /// Words of which a line has one when the token is in it; they spare the slower pattern.
    let words: [String]
    /// What finds it in a line of code, with ASCII words.
    let pattern: String
    let scope: Scope
    /// What to write instead.
    let advice: String
    /// Beginnings of the paths in which it may stand.
    let allowed: [String]

    static let all: [BannedToken] = [
        .init(
            token: "Date()",
            words: ["Date"],
            pattern: #"\bDate(\.init)?\(\)|\bDate\.now\b"#,
            scope: .sources,
            advice: "take the time as a value; clocks are read in the shell only",
            allowed: []
        ),
        .init(
            token: "UUID()",
            words: ["UUID"],
            pattern: #"\bUUID(\.init)?\(\)"#,
            scope: .sources,
            advice: "take the identifier as a value, or make it with Protocol's Identifier",
            allowed: []
        ),
        .init(
            token: ".random(",
            words: ["random", "shuffled"],
            pattern: #"\.random\((?!.*\busing:)|\.(randomElement|shuffled)\(\)"#,
            scope: .everywhere,
            advice: "pass a generator with using:, so that tests can seed it",
            allowed: []
        ),
        .init(
            token: "Task {",
            words: ["Task"],
            pattern: #"\bTask(\.init)?\s*(\([^)]*\)\s*)?\{"#,
            scope: .sources,
            advice: "use a task group or a Service; nobody waits for an unstructured task or sees its error",
            allowed: []
        ),
        .init(
            token: "Task.detached",
            words: ["detached"],
            pattern: #"\bTask\.detached\b"#,
            scope: .everywhere,
            advice: "use a task group or a Service; nobody waits for a detached task or sees its error",
            allowed: []
        ),
        .init(
            token: "try!",
            words: ["try!"],
            pattern: #"\btry!"#,
            scope: .everywhere,
            advice: "throw, or state the invariant in a precondition",
            allowed: []
        ),
        .init(
            token: "fatalError(",
            words: ["fatalError"],
            pattern: #"\bfatalError\("#,
            scope: .everywhere,
            advice: "throw, or state the invariant in a precondition",
            allowed: []
        ),
        .init(
            token: "print(",
            words: ["print", "dump", "debugPrint"],
            pattern: #"(?:^|[^.\w])(print|debugPrint|dump)\("#,
            scope: .sources,
            advice: "log in libraries; only the programs speak to a person",
            allowed: [
                "Sources/mintmark/", "Sources/mintmark-agent/", "Sources/mintmark-coordinator/",
                "Sources/mintmark-simulate/",
            ]
        ),
        .init(
            token: "logger.error(",
            words: ["ogger."],
            pattern: #"\blogger\.(notice|warning|error|critical)\("#,
            scope: .sources,
            advice: "give the line a code: add a case to the program's LogCode and write logger.log(.thatCase)",
            allowed: ["Sources/Logs/"]
        ),
        .init(
            token: "Thread.sleep",
            words: ["sleep"],
            pattern: #"\bThread\.sleep\b|(?:^|[^.\w])(usleep|nanosleep|sleep)\("#,
            scope: .everywhere,
            advice: "wait for a condition with a bound: a blocked thread is not a synchronisation",
            allowed: ["Tests/TidyTests/"]
        ),
        .init(
            token: "#if MUTANTS",
            words: ["MUTANTS"],
            pattern: #"\bMUTANTS\b"#,
            scope: .everywhere,
            advice: "ask Mutant.someGuard.isActive; the switch itself has its places",
            allowed: ["Sources/Faults/Mutant.swift", "Sources/mintmark-simulate/"]
        ),
        .init(
            token: "Mutant.choose(",
            words: ["choose"],
            pattern: #"\bMutant\.choose\("#,
            scope: .everywhere,
            advice: "only mintmark-simulate takes guards away",
            allowed: ["Sources/mintmark-simulate/"]
        ),
        .init(
            token: "XCTest",
            words: ["XCTest"],
            pattern: #"\bimport XCTest\b"#,
            scope: .everywhere,
            advice: "use Swift Testing",
            allowed: []
        ),
    ]
}
