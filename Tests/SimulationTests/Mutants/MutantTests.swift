import Faults
import Foundation
import Simulation
import TestSupport
import Testing

/// The guards that `make mutants` takes away. This build has no such switch.
@Suite("Mutants", .timeLimit(.minutes(5)))
struct MutantTests {
    private static func text(of path: String) throws -> String {
        try String(contentsOfFile: "\(PackageRoot.path)/\(path)", encoding: .utf8)
    }

    @Test(arguments: Mutant.allCases)
    func aUsualBuildHasEveryGuard(_ mutant: Mutant) {
        #expect(!mutant.isActive)
    }

    @Test func noBuildHasTheSwitchByItself() throws {
        #expect(!(try Self.text(of: "Package.swift")).contains("MUTANTS"))
        let lines = try Self.text(of: "Makefile").split(separator: "\n").filter { $0.contains("MUTANTS") }
        #expect(lines.count == 1 && lines[0].contains("--scratch-path .build/mutants"), "\(lines)")
    }

    @Test(arguments: Mutant.allCases)
    func standsWhereItsTrialSays(_ mutant: Mutant) throws {
        let trials = MutantTrial.all.filter { $0.mutant == mutant }
        #expect(trials.count == 1, "a mutant is tried once")
        for trial in trials {
            #expect(try Self.text(of: trial.file).contains("Mutant.\(mutant).isActive"), "\(trial.file)")
        }
    }

    /// With every guard in its place these find nothing; the others have tests of their own.
    @Test(arguments: [.blocks, .syncs, .bus, .readers, .log] as [ProvingGround])
    func nothingIsBroken(_ ground: ProvingGround) async throws {
        let finding = try await ground.search(ProvingGround.Budget(worlds: 1, sales: 1, cuts: 1))
        #expect(finding == nil, "\(finding?.place ?? ""): \(finding?.promise ?? "")")
    }
}
