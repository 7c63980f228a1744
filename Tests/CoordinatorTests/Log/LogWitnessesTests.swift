import Database
import Passport
import Protocol
import TestSupport
import Testing
import TileStore

@testable import Coordinator

@Suite("Witnesses of the log")
struct LogWitnessesTests {
    /// A log and a witness that it knows.
    private static func open() async throws -> (LogShop, WitnessTwin, LogWitnesses, LogConfiguration.Witness) {
        let log = try await LogShop()
        let twin = try WitnessTwin("witness.example", log: log.key)
        let witness = LogConfiguration.Witness(url: "http://witness.example", key: twin.signer.verifier)
        return (log, twin, LogWitnesses(log.shop.coordinator.log, poster: twin), witness)
    }

    @Test func cosignWhatWasPublishedAndItIsShown() async throws {
        let (log, twin, witnesses, witness) = try await Self.open()
        let policy = try LogPolicy(log: log.key, witnesses: [witness.key], quorum: 1)
        for count in [1, 300, 40] {
            try await log.append(0..<count, .event)
            try await log.sequencer.settle()
            #expect(throws: PassportError(.unknownKey, "")) {
                try policy.checkpoint(of: #require(try log.files.checkpoint()))
            }
            try await witnesses.ask(witness)
            try await log.sequencer.settle()
            let size = try log.published()?.size
            #expect(try policy.checkpoint(of: #require(try log.files.checkpoint())).size == size)
        }
        // Each time from the size before, so the witness never had to say where it stands.
        #expect(twin.answers == [200, 200, 200])
        // A proof leads to the cosigned checkpoint, although there is a newer one.
        try await log.append(0..<2, .event)
        try await log.sequencer.settle()
        let desk = LogDesk(log.shop.coordinator.log)
        let proof = try await desk.proof(of: 340)
        #expect(try proof.check(entry: #require(proof.extra), by: policy).size == 341)
        let newest = try await desk.proof(of: 341)
        #expect(try newest.check(entry: #require(newest.extra), by: LogPolicy(log: log.key)).size == 343)
        await log.shop.close()
    }

    @Test func aWitnessThatStandsElsewhereIsAskedAgainFromThere() async throws {
        let (log, twin, witnesses, witness) = try await Self.open()
        try await log.append(0..<10)
        try await log.sequencer.settle()
        try await witnesses.ask(witness)
        try await log.runtime.perform { work in
            _ = try work.transaction.execute("DELETE FROM log_cosignature")
        }
        try await log.append(10..<30)
        try await log.sequencer.settle()
        try await witnesses.ask(witness)
        #expect(twin.answers == [200, 409, 200])
        await log.shop.close()
    }

    @Test func aWitnessThatIsDownDelaysNothing() async throws {
        let (log, twin, witnesses, witness) = try await Self.open()
        twin.set(.down)
        try await log.append(0..<10)
        try await log.sequencer.settle()
        await #expect(throws: WitnessRefusal(kind: .silent, words: "nobody is there")) {
            try await witnesses.ask(witness)
        }
        try await log.append(10..<20)
        try await log.sequencer.settle()
        #expect(try log.published()?.size == 20)
        twin.set(.honest)
        try await witnesses.ask(witness)
        #expect(twin.answers == [200])
        await log.shop.close()
    }

    @Test func aSignatureThatIsNotTheWitnessesIsNotKept() async throws {
        let (log, twin, witnesses, witness) = try await Self.open()
        twin.set(.forging)
        try await log.append(0..<1)
        try await log.sequencer.settle()
        await #expect(throws: WitnessRefusal.self) { try await witnesses.ask(witness) }
        #expect(try await log.runtime.view { try Cosignatures.lines(size: 1, in: $0) } == [])
        await log.shop.close()
    }

    @Test func aWitnessThatKnowsALongerLogIsAnAlarm() async throws {
        let (log, _, witnesses, witness) = try await Self.open()
        try await log.append(0..<10)
        try await log.sequencer.settle()
        try await witnesses.ask(witness)
        // As if an older copy of the log had been put back: the witness has seen more.
        let copy = try await LogShop()
        let stand = copy.shop.coordinator.log
        let older = LogStand(
            runtime: stand.runtime,
            signer: log.shop.coordinator.log.signer,
            files: stand.files,
            configuration: stand.configuration
        )
        let sequencer = LogSequencer(older)
        try await copy.append(0..<2)
        try await sequencer.settle()
        await #expect(throws: CoordinatorError(.conflict, "")) {
            try await LogWitnesses(older, poster: witnesses.poster).ask(witness)
        }
        #expect(try await copy.openAlarms() == ["log.witnessAhead"])
        await log.shop.close()
        await copy.shop.close()
    }

    /// As the specification's example is.
    @Test func requestsAreWrittenAsTheSpecificationSays() throws {
        let signer = try NoteSigner(name: "log.example", kind: .log, key: SigningKey())
        var note = try SignedNote(text: Checkpoint(origin: "log.example", size: 7, root: .leaf([1])).text)
        try note.sign(with: signer)
        let request = WitnessRequest(oldSize: 5, proof: [.leaf([2]), .leaf([3])], checkpoint: note)
        #expect(request.body == "old 5\n\(TreeHash.leaf([2]))\n\(TreeHash.leaf([3]))\n\n\(note)")
        #expect(request.body.hasSuffix("\n"))
    }

    /// A network that pauses is no news; a witness that does not want to is.
    @Test func aPersonIsToldOnceAndOfSilenceOnlyWhenItLasts() {
        var trouble = WitnessTrouble()
        let patience = WitnessTrouble.patienceMilliseconds
        let events: [(WitnessRefusal.Kind, Int64, Bool)] = [
            (.silent, 0, false), (.silent, patience - 1, false), (.silent, patience, true),
            (.silent, patience + 1, false), (.refused, patience + 2, true), (.refused, patience + 3, false),
            (.silent, patience * 9, false),
        ]
        for (kind, milliseconds, isTold) in events {
            let told = trouble.goesOn(kind, at: Moment(milliseconds: milliseconds))
            #expect(told == isTold, "\(kind) at \(milliseconds)")
        }
        trouble.ended()
        let again = trouble.goesOn(.silent, at: Moment(milliseconds: patience * 10))
        #expect(!again)
        let refused = trouble.goesOn(.refused, at: Moment(milliseconds: patience * 10))
        #expect(refused)
    }
}
