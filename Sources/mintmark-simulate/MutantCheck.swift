#if MUTANTS
import ArgumentParser
import Faults
import Glibc
import Simulation

/// Takes each guard away and sees to it that somebody notices. Only one build has it: see `Mutant`.
struct MutantCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutants",
        abstract: "Take one guard after the other away, and see that a promise is broken each time."
    )

    @Option(help: "How many worlds are tried for each guard, of the seeds from 1 on.")
    var worlds: UInt64 = 60

    @Option(help: "How many customers come in each of them.")
    var sales = 40

    @Option(help: "How often each point of a story is cut.")
    var cuts = 3

    @Option(help: "Only this guard, and no control.")
    var only: Mutant?

    @Option(help: "Write the table to this file.")
    var page: String?

    func validate() throws {
        guard (1...100_000).contains(worlds) else { throw ValidationError("--worlds must be from 1 to 100000.") }
        guard (1...1_000_000).contains(sales) else { throw ValidationError("--sales must be from 1 to 1000000.") }
        guard (1...1_000).contains(cuts) else { throw ValidationError("--cuts must be from 1 to 1000.") }
    }

    func run() async throws {
        let budget = ProvingGround.Budget(worlds: worlds, sales: sales, cuts: cuts)
        var table = MutantTable(budget)
        if only == nil {
            try await control(budget)
            table.addControl()
        }
        var survivors: [Mutant] = []
        for trial in MutantTrial.all where only == nil || only == trial.mutant {
            let finding = try await take(trial, budget)
            if finding == nil { survivors.append(trial.mutant) }
            table.add(trial, finding)
        }
        if let page { try write(table.page, to: page) }
        guard survivors.isEmpty else {
            print("survived: \(survivors.map(\.rawValue).joined(separator: ", "))")
            throw ExitCode.failure
        }
    }

    /// With every guard in its place nothing may be broken, or what is found without one means nothing.
    private func control(_ budget: ProvingGround.Budget) async throws {
        Mutant.choose(nil)
        for ground in ProvingGround.allCases {
            let started = ContinuousClock.now
            if let finding = try await ground.search(budget) {
                print("without any mutant, \(finding.place): \(finding.promise)")
                throw ExitCode.failure
            }
            print("none: \(ground.rawValue) hold (\(Self.seconds(since: started)) s)")
        }
    }

    /// - Returns: what was found, twice; nil when nothing was.
    private func take(_ trial: MutantTrial, _ budget: ProvingGround.Budget) async throws -> Finding? {
        let started = ContinuousClock.now
        Mutant.choose(trial.mutant)
        defer { Mutant.choose(nil) }
        guard let finding = try await trial.ground.search(budget) else {
            print("\(trial.mutant): SURVIVED (\(Self.seconds(since: started)) s)")
            return nil
        }
        guard try await trial.ground.repeats(finding, budget) else {
            print("\(trial.mutant): \(finding.place): \(finding.promise); and not so a second time")
            throw ExitCode.failure
        }
        print("\(trial.mutant): \(finding.place): \(finding.promise) (\(Self.seconds(since: started)) s)")
        if let seed = finding.seed {
            print("  again: mintmark-simulate --mutant \(trial.mutant) --seed \(seed) --sales \(budget.sales)")
        }
        return finding
    }

    private func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw ValidationError("--page \(path) can't be written.") }
        defer { fclose(file) }
        guard fputs(text, file) >= 0 else { throw ValidationError("--page \(path) can't be written.") }
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Int64 {
        (ContinuousClock.now - start).components.seconds
    }
}

extension Mutant: ExpressibleByArgument {}
#endif
