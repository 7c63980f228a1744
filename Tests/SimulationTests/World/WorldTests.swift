import Simulation
import TestSupport
import Testing

/// Worlds of machines, customers and rails in which everything fails.
@Suite(.timeLimit(.minutes(20))) struct WorldTests {
    @Test func withoutFaultsEveryCustomerGetsWhatTheyPaidFor() async throws {
        var settings = SimulationSettings(seed: 1, sales: 30)
        settings.hasFaults = false
        let report = try await Simulation.run(settings)
        #expect(report.violation == nil)
        #expect(report.sales >= 25)
        #expect(report.endings == ["captured": report.sales])
        #expect(report.firings >= report.sales)
        // The lines make what was ordered, and one more each at the end.
        #expect(report.marks == settings.stamps + settings.lines)
        #expect(report.entries > report.marks)
    }

    @Test(arguments: [2, 3] as [UInt64])
    func theSameSeedTellsTheSameStory(seed: UInt64) async throws {
        let settings = SimulationSettings(seed: seed, sales: 20)
        let (first, second) = (try await Simulation.run(settings), try await Simulation.run(settings))
        #expect(first.hash == second.hash)
        #expect(first.happenings == second.happenings)
        #expect(try await Simulation.run(SimulationSettings(seed: seed + 100, sales: 20)).hash != first.hash)
    }

    /// Seeds that broke a promise once, and others.
    @Test func noPromiseIsBroken() async throws {
        var total = SimulationTotal()
        for seed in [UInt64](1...10) + [106, 114] {
            let report = try await Simulation.run(SimulationSettings(seed: seed, sales: 25))
            try #require(report.violation == nil, "seed \(seed): \(report.violation?.description ?? "")")
            total.add(report)
        }
        #expect(total.sales > 150, "\(total.text)")
        #expect(total.marks > 150, "\(total.text)")
        #expect(total.missing.count <= 12, "\(total.missing)")
    }

    /// A card that is put back by an older one calls the next serial what is on a unit already.
    @Test func noSerialIsOnTwoUnits() async throws {
        var settings = SimulationSettings(seed: 50, sales: 60)
        settings.machines = 1
        settings.lines = 2
        settings.stamps = 1_000
        settings.faults = [.machineImageRestored, .partition]
        let report = try await Simulation.run(settings)
        #expect(report.violation == nil)
        #expect(report.faults[.machineImageRestored, default: 0] > 0)
    }

    /// Each by the promise that it breaks.
    private static let weaknesses: [(weakness: Weakness, words: String)] = [
        (.actsBeforeTheIntent, "moved 1 times with 0 intents"), (.runsOpenIntentsAgain, " move"),
        (.acknowledgesBeforeTheCommit, "lost commands that it had acknowledged"),
    ]

    @Test(arguments: weaknesses)
    func whatAgentsDoWrongIsNoticed(weakness: Weakness, words: String) async throws {
        for seed in UInt64(1)...60 {
            var settings = SimulationSettings(seed: seed, sales: 30)
            settings.weakness = weakness
            guard let violation = try await Simulation.run(settings).violation else { continue }
            #expect(violation.description.contains(words), "seed \(seed)")
            // The same seed shows it again.
            #expect(try await Simulation.run(settings).violation == violation)
            return
        }
        Issue.record("60 seeds and nobody noticed")
    }
}
