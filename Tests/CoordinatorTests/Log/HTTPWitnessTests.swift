import Database
import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

/// Witnesses as they are met: over HTTP, and not always well.
@Suite("Witnesses over HTTP", .timeLimit(.minutes(2)))
struct HTTPWitnessTests {
    @Test func cosignaturesAreKeptAndMeetTheQuorum() async throws {
        try await WitnessSite.run(3) { site in
            for witness in site.witnesses.prefix(2) { try await site.asker.ask(witness) }
            #expect(try await site.cosigned(quorum: 2).size == 10)
            await #expect(throws: PassportError(.unknownKey, "")) { try await site.cosigned(quorum: 3) }
            try await site.grow()
            for witness in site.witnesses { try await site.asker.ask(witness) }
            #expect(try await site.cosigned(quorum: 3).size == 13)
            #expect(site.twins.map(\.answers) == [[200, 200], [200, 200], [200]])
            #expect(try await site.kept().count == 3)
            // The proof of a leaf has them too.
            let policy = try LogPolicy(log: site.log.key, witnesses: site.witnesses.map(\.key), quorum: 3)
            let proof = try await LogDesk(site.log.shop.coordinator.log).proof(of: 4)
            #expect(try proof.check(entry: #require(proof.extra), by: policy).size == 13)
        }
    }

    @Test func aWitnessThatStandsElsewhereIsAskedAgainFromThere() async throws {
        try await WitnessSite.run { site in
            try await site.asker.ask(site.witnesses[0])
            try await site.log.runtime.perform { work in
                _ = try work.transaction.execute("DELETE FROM log_cosignature")
            }
            try await site.grow(300)
            try await site.asker.ask(site.witnesses[0])
            #expect(site.twins[0].answers == [200, 409, 200])
            #expect(try await site.cosigned(quorum: 1).size == 310)
        }
    }

    /// A witness that does not want to: the log goes on, somebody is told in words, and what was wrong can be mended.
    @Test(arguments: [
        ("unknownLog", "does not know this log", 404), ("otherKey", "knows another key of this log", 403),
        ("otherTree", "signed another log of this name", 422),
        ("otherTreeOfThisSize", "signed another log of this name", 409),
    ]) func aWitnessThatRefusesIsAnAlarmUntilItIsMended(_ fault: String, _ words: String, _ status: Int) async throws {
        try await WitnessSite.run { site in
            let (twin, key) = (site.twins[0], site.log.key)
            switch fault {
            case "unknownLog": twin.know(try NoteKey(name: "another.example/log", kind: .log, key: key.key))
            case "otherKey": twin.know(try NoteKey(name: key.name, kind: .log, key: SigningKey().verifyingKey))
            default:
                let size: UInt64 = fault == "otherTree" ? 7 : 13
                twin.remember(try Checkpoint(origin: key.name, size: size, root: .leaf([7])))
            }
            try await site.grow()
            var trouble = WitnessTrouble()
            for _ in 0..<3 {
                let isSigned = await site.asker.askNoting(site.witnesses[0], &trouble)
                #expect(!isSigned)
            }
            #expect(twin.answers.last == status)
            let alarms = try await site.alarms()
            #expect(alarms.count == 1 && alarms[0].contains(words), "\(alarms)")
            #expect(alarms.allSatisfy { $0.hasPrefix("Witness witness0.example does not sign: ") })
            try await site.grow()
            #expect(try await site.kept().isEmpty)
            twin.know(key)
            twin.remember(nil)
            let isSigned = await site.asker.askNoting(site.witnesses[0], &trouble)
            #expect(isSigned)
            #expect(try await site.cosigned(quorum: 1).size == 16)
        }
    }

    private static let nonsense: [(WitnessTwin.Manner, String)] = [
        (.forging, "no signature of its"), (.keyless, "another key than"),
        (.saying(200, type: "text/plain", ""), "another key than"),
        (.saying(200, type: "text/html", "<html>\n<p>Welcome</p>\n"), "no signature of its"),
        (.saying(204, type: "", ""), "answered 204"), (.saying(400, type: "", ""), "answered 400"),
        (.saying(409, type: "text/html", "409 Conflict\n"), "without the size"),
        (.saying(409, type: "text/plain", "99\n"), "without the size"),
        (.saying(409, type: "text/x.tlog.size", "+99\n"), "without the size"),
        (.saying(409, type: "text/x.tlog.size", "99"), "without the size"),
        (.saying(409, type: "text/x.tlog.size", "-1\n"), "without the size"),
        (.saying(200, type: "text/plain", String(repeating: "A", count: 65_537)), "longer than 65536 bytes"),
        (.endless, "longer than 65536 bytes"),
    ]

    @Test func whatMakesNoSenseIsNotKept() async throws {
        try await WitnessSite.run { site in
            for (manner, words) in Self.nonsense {
                site.twins[0].set(manner)
                try await site.grow(1)
                let refusal = try await site.refusal()
                #expect(refusal?.kind == .refused, "\(manner)")
                #expect(refusal?.words.contains(words) == true, "\(manner): \(refusal?.words ?? "")")
                #expect(try await site.kept().isEmpty)
            }
            #expect(try await site.log.openAlarms().isEmpty)
            site.twins[0].set(.honest)
            try await site.asker.ask(site.witnesses[0])
            #expect(try await site.cosigned(quorum: 1).size == 23)
        }
    }

    /// Who does not answer, or not now, is asked again.
    @Test func aWitnessThatIsSlowDelaysNothingAndHeals() async throws {
        try await WitnessSite.run(timeoutMilliseconds: 300) { site in
            for manner in [WitnessTwin.Manner.slow, .dripping] {
                site.twins[0].set(manner)
                try await site.grow(1)
                let refusal = try await site.refusal()
                #expect(refusal == WitnessRefusal(kind: .silent, words: "it did not answer within 300 ms"))
            }
            #expect(try await site.kept().isEmpty)
            site.twins[0].set(.honest)
            try await eventually("it signs in time") { try await site.refusal() == nil }
            #expect(try await site.cosigned(quorum: 1).size == 12)
        }
    }

    @Test func aWitnessThatCannotSignNowIsAskedAgain() async throws {
        try await WitnessSite.run { site in
            for (manner, words) in [
                (.down, "it answered 503"), (.saying(429, type: "", ""), "it answered 429"),
            ] as [(WitnessTwin.Manner, String)] {
                site.twins[0].set(manner)
                try await site.grow(1)
                let refusal = try await site.refusal()
                #expect(refusal == WitnessRefusal(kind: .silent, words: words))
            }
            site.twins[0].set(.honest)
            #expect(try await site.refusal() == nil)
            #expect(try await site.cosigned(quorum: 1).size == 12)
        }
    }

    @Test func aWitnessThatIsNotThereIsAnAlarmWhenItLasts() async throws {
        try await WitnessSite.run(timeoutMilliseconds: 5_000) { site in
            let port = try BoundPort()
            var gone = site.witnesses[0]
            gone.url = "http://127.0.0.1:\(port.number)"
            var trouble = WitnessTrouble()
            for alarms in [0, 0, 1, 1] {
                try await site.grow()
                let isSigned = await site.asker.askNoting(gone, &trouble)
                #expect(!isSigned)
                let told = try await site.alarms()
                #expect(told.count == alarms)
                // At once: it is not tried until the time is over.
                #expect(told.allSatisfy { $0.contains("it can't be reached") && $0.contains("refused") }, "\(told)")
                site.log.shop.clock.advance(milliseconds: 500_000)
            }
            let isSigned = await site.asker.askNoting(site.witnesses[0], &trouble)
            #expect(isSigned)
            #expect(try await site.cosigned(quorum: 1).size == 22)
        }
    }

    /// As the coordinator runs it: each witness in its own time.
    @Test func theServiceGetsCosignaturesWhileOneWitnessIsDown() async throws {
        try await WitnessSite.run(3) { site in
            site.twins[2].set(.down)
            site.twins[1].set(.down)
            var configuration = LogConfiguration()
            configuration.witnesses = site.witnesses
            configuration.witnessSeconds = 1
            let stand = site.log.shop.coordinator.log
            let service = LogWitnesses(
                LogStand(
                    runtime: stand.runtime,
                    signer: stand.signer,
                    files: stand.files,
                    configuration: configuration
                )
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await service.run() }
                try await eventually("the first one signed") {
                    await (try? site.cosigned(quorum: 1).size) == 10
                }
                try await site.grow()
                site.twins[1].set(.honest)
                try await eventually("two of three signed what came since") {
                    await (try? site.cosigned(quorum: 2).size) == 13
                }
                group.cancelAll()
            }
            #expect(site.twins[2].answers.isEmpty)
        }
    }
}
