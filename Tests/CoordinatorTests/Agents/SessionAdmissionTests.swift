import Database
import Protocol
import Testing

@testable import Coordinator

@Suite("Session admission")
struct SessionAdmissionTests {
    private static let id = "snack-1::0123456789abcdef0123456789abcdef"

    /// A machine whose commands 1-9 were issued and 1-4 acknowledged, and whose receipts 1-20 are stored.
    private static func record(
        _ status: MachineRecord.Status,
        next: String? = "next"
    ) throws -> MachineRecord {
        try MachineRecord(
            row: DatabaseRow([
                "id": .text(id), "owner": .text("operator"), "operational_keys": .text(""),
                "identity_key": .text(""),
                "revoked_at": status == .revoked ? .integer(1) : .null,
                "status": .text(status == .revoked ? "quarantined" : status.rawValue), "status_reason": .null,
                "incarnation": .integer(2),
                "last_counter": .integer(9), "received_counter": .integer(4), "through": .integer(20),
                "ratchet": .text("current"), "next_ratchet": next.map { .text($0) } ?? .null,
                "confirmed": .integer(1), "epoch": .integer(7), "profile": .null, "profile_hash": .null,
                "reported_profile": .null, "health": .null, "last_seen": .null, "program": .null,
            ])
        )
    }

    private static func request(
        ratchet: String = "current",
        incarnation: Int64 = 2,
        counter: Int64 = 4,
        sequence: Int64 = 21,
        epoch: Int64? = nil,
        acknowledged: Int64? = nil
    ) throws -> SessionRequest {
        SessionRequest(
            iss: try MachineID(text: id),
            aud: "",
            nonce: "",
            agentNonce: "",
            inc: incarnation,
            lastCounter: counter,
            nextSequence: sequence,
            profile: "",
            ratchet: ratchet,
            keysetVersion: 1,
            boot: "",
            program: "",
            epoch: epoch,
            acknowledged: acknowledged
        )
    }

    /// A database that was never restored.
    private static let first = SessionAdmission.Generation(number: 1, isAwaited: false, isTakenUp: false)

    /// The verdict in one word: what is granted, or the code.
    private static func word(
        _ request: SessionRequest,
        _ machine: MachineRecord,
        in generation: SessionAdmission.Generation = first
    ) -> String {
        switch SessionAdmission.judge(request, of: machine, in: generation) {
        case .grant(let shown): "grant \(shown)"
        case .takeUp(let shown, let startsGeneration): "take up \(shown)\(startsGeneration ? ", new generation" : "")"
        case .refuse(let code, _): "refuse \(code.rawValue)"
        case .quarantine(let code, _): "quarantine \(code.rawValue)"
        }
    }

    @Test(arguments: [MachineRecord.Status.pending, .quarantined, .revoked])
    func refusesWhoeverIsNotAllowedWhateverItShows(_ status: MachineRecord.Status) throws {
        let machine = try Self.record(status)
        let expected = status == .pending ? "refuse notAllowed" : "refuse \(status.rawValue)"
        for ratchet in ["current", "next", "stale"] {
            for incarnation in Int64(1)...3 {
                for (counter, sequence) in [(0, 1), (4, 21), (10, 30)] as [(Int64, Int64)] {
                    let request = try Self.request(
                        ratchet: ratchet,
                        incarnation: incarnation,
                        counter: counter,
                        sequence: sequence
                    )
                    #expect(Self.word(request, machine) == expected, "\(ratchet) \(incarnation) \(counter) \(sequence)")
                }
            }
        }
    }

    @Test(arguments: ["current", "next", "stale", ""])
    func refusesAnEarlierIncarnationBeforeItLooksAtAnythingElse(_ ratchet: String) throws {
        let machine = try Self.record(.allowed)
        for (counter, sequence) in [(0, 1), (4, 21), (10, 30)] as [(Int64, Int64)] {
            let request = try Self.request(
                ratchet: ratchet,
                incarnation: 1,
                counter: counter,
                sequence: sequence
            )
            #expect(Self.word(request, machine) == "refuse wrongIncarnation")
        }
    }

    /// Counters 0-10 stand for: behind what was acknowledged, equal, between, all issued, never issued. Sequences:
    /// behind what is stored, the next, ahead.
    static let rows: [(ratchet: String, counter: Int64, sequence: Int64, verdict: String)] = [
        ("current", 3, 21, "quarantine staleRatchet"),
        ("current", 4, 20, "quarantine staleRatchet"),
        ("current", 3, 20, "quarantine staleRatchet"),
        ("current", 10, 20, "quarantine staleRatchet"),
        ("current", 4, 21, "grant current"),
        ("current", 4, 30, "grant current"),
        ("current", 7, 21, "grant current"),
        ("current", 9, 21, "grant current"),
        ("current", 9, 30, "grant current"),
        ("current", 10, 21, "take up current, new generation"),
        ("current", 10, 30, "take up current, new generation"),
        ("next", 3, 21, "quarantine staleRatchet"),
        ("next", 4, 20, "quarantine staleRatchet"),
        ("next", 4, 21, "grant next"),
        ("next", 9, 30, "grant next"),
        ("next", 10, 21, "take up next, new generation"),
        ("stale", 3, 20, "quarantine staleRatchet"),
        ("stale", 4, 21, "quarantine staleRatchet"),
        ("stale", 9, 30, "quarantine staleRatchet"),
        ("stale", 10, 20, "quarantine staleRatchet"),
        ("stale", 10, 30, "take up stale, new generation"),
        ("", 4, 21, "quarantine staleRatchet"),
    ]

    @Test(arguments: rows)
    func judgesAnAllowedMachine(
        _ row: (ratchet: String, counter: Int64, sequence: Int64, verdict: String)
    ) throws {
        let request = try Self.request(ratchet: row.ratchet, counter: row.counter, sequence: row.sequence)
        #expect(Self.word(request, try Self.record(.allowed)) == row.verdict)
    }

    @Test func takesNoNextRatchetWhenNoneWasOffered() throws {
        let machine = try Self.record(.allowed, next: nil)
        #expect(Self.word(try Self.request(ratchet: "current"), machine) == "grant current")
        #expect(Self.word(try Self.request(ratchet: "next"), machine) == "quarantine staleRatchet")
        #expect(Self.word(try Self.request(ratchet: ""), machine) == "quarantine staleRatchet")
    }

    /// A machine whose epoch here is 7, and what it shows. Epochs of generation 2 begin above 2^32.
    static let ahead:
        [(
            ratchet: String, inc: Int64, counter: Int64, epoch: Int64, acknowledged: Int64, awaited: Bool, taken: Bool,
            verdict: String
        )] = [
            // The database was put back without anybody saying so.
            ("stale", 2, 4, 8, 20, false, false, "take up stale, new generation"),
            ("current", 2, 4, 7, 21, false, false, "take up current, new generation"),
            ("stale", 3, 0, 0, 20, false, false, "take up stale, new generation"),
            // In a recovery each machine is taken up once.
            ("stale", 2, 4, 8, 20, true, false, "take up stale"),
            ("stale", 3, 2, 9, 25, true, false, "take up stale"),
            ("current", 2, 10, 7, 20, true, false, "take up current"),
            // A number that only another life of generation 2 can have given.
            ("stale", 2, 4, 1 << 32 + 3, 20, true, false, "take up stale, new generation"),
            // Taken up, and still sending its receipts.
            ("current", 2, 4, 7, 25, true, true, "take up current"),
            ("next", 2, 9, 7, 25, true, true, "take up next"),
            // Taken up, and another state of the same machine comes: one is a copy.
            ("stale", 2, 4, 8, 20, true, true, "quarantine staleRatchet"),
            ("stale", 2, 10, 8, 25, true, true, "quarantine staleRatchet"),
            ("stale", 2, 10, 0, 20, true, true, "quarantine staleRatchet"),
            // A copy that is behind is found in a recovery as ever.
            ("stale", 2, 4, 7, 20, true, false, "quarantine staleRatchet"),
            ("stale", 2, 4, 3, 20, true, true, "quarantine staleRatchet"),
            // Taken up, and the database put back once more since.
            ("stale", 2, 4, 1 << 32 + 3, 20, true, true, "take up stale, new generation"),
            ("current", 2, 10, 7, 20, true, true, "take up current, new generation"),
            // Two images that contradict each other.
            ("stale", 2, 3, 8, 20, true, false, "quarantine staleRatchet"),
            // Nothing is ahead.
            ("current", 2, 4, 7, 20, true, false, "grant current"),
        ]

    @Test(arguments: ahead.indices)
    func takesUpAMachineThatIsAheadOfTheDatabaseOncePerGeneration(_ index: Int) throws {
        let row = Self.ahead[index]
        let request = try Self.request(
            ratchet: row.ratchet,
            incarnation: row.inc,
            counter: row.counter,
            sequence: 40,
            epoch: row.epoch,
            acknowledged: row.acknowledged
        )
        let generation = SessionAdmission.Generation(
            number: row.awaited || row.taken ? 2 : 1,
            isAwaited: row.awaited,
            isTakenUp: row.taken
        )
        #expect(Self.word(request, try Self.record(.allowed), in: generation) == row.verdict, "row \(index)")
    }
}
