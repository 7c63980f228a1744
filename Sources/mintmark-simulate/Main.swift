import ArgumentParser
import Glibc
import Simulation

#if MUTANTS
import Faults
#endif

/// Simulates many sales with every fault that has a name, and says which promise was broken, if one was.
@main
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mintmark-simulate",
        abstract: "Simulate sales out of a seed, with everything failing, and hold the promises against what happened.",
        subcommands: subcommands
    )

    @Option(help: "Everything follows from it; the same seed tells the same story.")
    var seed: UInt64 = 1

    @Option(help: "How many seeds, one after the other from --seed on.")
    var seeds: UInt64 = 1

    @Option(help: "Seeds that nobody has tried yet, for so many seconds, instead.")
    var freshSeconds: Int?

    @Option(help: "How many customers come in each of them.")
    var sales = 500

    @Option(help: "How many machines there are.")
    var machines = 3

    @Option(help: "How many lines there are beside them.")
    var lines = 1

    @Option(help: "How many units the lines are told to make; as many as customers when left out.")
    var stamps: Int?

    @Flag(help: "Nothing fails.")
    var calm = false

    @Option(help: "What is injected, separated by commas, instead of what the seed draws.")
    var faults: String?

    @Flag(help: "Run each seed twice and compare.")
    var twice = false

    @Flag(help: "Print everything that happens.")
    var trace = false

    #if MUTANTS
    private static let subcommands: [any ParsableCommand.Type] = [MutantCheck.self]

    @Option(help: "Without this guard.")
    var mutant: Mutant?

    private var word: String { mutant.map { " --mutant \($0)" } ?? "" }
    #else
    private static let subcommands: [any ParsableCommand.Type] = []
    private var word: String { "" }
    #endif

    func validate() throws {
        guard (1...100).contains(machines) else { throw ValidationError("--machines must be from 1 to 100.") }
        guard (0...1_000_000).contains(sales) else { throw ValidationError("--sales must be from 0 to 1000000.") }
        guard try kinds()?.isEmpty != true else { throw ValidationError("--faults names none.") }
        guard (0...100).contains(lines) else { throw ValidationError("--lines must be from 0 to 100.") }
        guard stamps.map({ (0...1_000_000).contains($0) }) ?? true else {
            throw ValidationError("--stamps must be from 0 to 1000000.")
        }
        guard seeds >= 1, !seed.addingReportingOverflow(seeds).overflow else {
            throw ValidationError("--seeds must be from 1 on, and --seed and --seeds together below 2^64.")
        }
        guard freshSeconds.map({ (1...86_400).contains($0) }) ?? true else {
            throw ValidationError("--fresh-seconds must be from 1 to 86400.")
        }
    }

    /// The kinds that `--faults` names.
    private func kinds() throws -> [FaultKind]? {
        guard let faults else { return nil }
        return try faults.split(separator: ",").map { word in
            guard let kind = FaultKind(rawValue: String(word)), FaultPlan.injectable.contains(kind) else {
                let known = FaultPlan.injectable.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--faults knows no \(word); it knows \(known).")
            }
            return kind
        }
    }

    /// The time, in seconds since 1970, with room for many seeds between two of them.
    private static var freshSeed: UInt64 { UInt64(max(0, time(nil))) << 16 }

    func run() async throws {
        #if MUTANTS
        Mutant.choose(mutant)
        #endif
        var total = SimulationTotal()
        let started = ContinuousClock.now
        let first = freshSeconds == nil ? seed : Self.freshSeed
        let last = freshSeconds == nil ? seed + seeds : .max
        for seed in first..<last {
            if let freshSeconds, ContinuousClock.now - started >= .seconds(freshSeconds) { break }
            var settings = SimulationSettings(seed: seed, sales: sales)
            settings.machines = machines
            settings.lines = lines
            if let stamps { settings.stamps = stamps }
            settings.hasFaults = !calm
            settings.faults = try kinds()
            if trace { settings.listener = { print($0) } }
            let report = try await Simulation.run(settings)
            if twice, try await Simulation.run(settings).hash != report.hash {
                print("seed \(seed): not the same story twice")
                throw ExitCode.failure
            }
            total.add(report)
            print(
                "seed \(seed): \(report.sales) sales, \(report.firings) firings, \(report.marks) stamps,"
                    + " hash \(report.hash)"
            )
            guard let violation = report.violation else { continue }
            for line in report.lastLines { print("  \(line)") }
            print("seed \(seed) broke a promise: \(violation)")
            print(
                "run it again: mintmark-simulate\(word) --seed \(seed) --sales \(sales) --machines \(machines)"
                    + " --lines \(lines) --stamps \(settings.stamps)" + (faults.map { " --faults \($0)" } ?? "")
            )
            throw ExitCode.failure
        }
        print(total.text)
    }
}
