/// The command line of the benchmarks.
struct Options {
    /// Which ones to run; all of them by default.
    var only: Set<String> = Set(Options.names)
    /// Rounds of those that take turns.
    var rounds = 5
    /// Where the report goes as JSON.
    var json = "bench.json"
    /// Where the report goes as a page of the documentation; nowhere if nil.
    var page: String?
    /// How long to soak instead, in seconds.
    var soakSeconds: Double?
    /// What the random numbers of a soak begin with.
    var seed: UInt64 = 1

    /// Whether all of them run.
    var isWhole: Bool { only.count == Options.names.count }

    static let names = [
        "journal", "ledger", "log", "commands", "vend", "orders", "stamping", "links", "resolver", "agent",
    ]

    /// The shortest and the longest soak: below, not every kind of fault has its turn.
    static let soakRange = 60...86_400

    static let usage = """
        usage: mintmark-benchmarks [--only NAME,...] [--rounds N] [--json FILE] [--page FILE]
               mintmark-benchmarks --soak SECONDS [--seed N] [--page FILE]

        --only NAME,...  some of: \(names.joined(separator: ", "))
        --rounds N       rounds of those that take turns; 5 if left out, at least 5 for figures to publish
        --json FILE      where the report goes for programs; \(Options().json) if left out
        --page FILE      also write the report as Markdown, such as docs/performance.md; with --only the other
                         sections of that page stay; with --soak, such as docs/soak.md
        --soak SECONDS   do not measure but soak, with more load than a deployment can take and everything failing,
                         for \(soakRange.lowerBound) to \(soakRange.upperBound) seconds; exits with 1 when a check does \
        not hold
        --seed N         what the random numbers of a soak begin with; 1 if left out
        """

    /// Reads the arguments after the program's name; nil when they are wrong or help is asked for.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { return nil }
            switch name {
            case "--only":
                only = Set(value.split(separator: ",").map(String.init))
                guard !only.isEmpty, only.isSubset(of: Options.names) else { return nil }
            case "--rounds":
                guard let rounds = Int(value), (1...100).contains(rounds) else { return nil }
                self.rounds = rounds
            case "--soak":
                guard let seconds = Int(value), Self.soakRange.contains(seconds) else { return nil }
                soakSeconds = Double(seconds)
            case "--seed":
                guard let seed = UInt64(value) else { return nil }
                self.seed = seed
            case "--json": json = value
            case "--page": page = value
            default: return nil
            }
        }
    }

    private init() {}
}
