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

    /// Whether all of them run.
    var isWhole: Bool { only.count == Options.names.count }

    static let names = [
        "journal", "ledger", "log", "commands", "vend", "orders", "stamping", "links", "resolver", "agent",
    ]

    static let usage = """
        usage: mintmark-benchmarks [--only NAME,...] [--rounds N] [--json FILE] [--page FILE]

        --only NAME,...  some of: \(names.joined(separator: ", "))
        --rounds N       rounds of those that take turns; 5 if left out, at least 5 for figures to publish
        --json FILE      where the report goes for programs; \(Options().json) if left out
        --page FILE      also write the report as Markdown, such as docs/performance.md; with --only the other
                         sections of that page stay
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
            case "--json": json = value
            case "--page": page = value
            default: return nil
            }
        }
    }

    private init() {}
}
