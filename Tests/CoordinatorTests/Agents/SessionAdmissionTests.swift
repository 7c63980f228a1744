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
                "status": .text(status.rawValue), "status_reason": .null, "incarnation": .integer(2),
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
        sequence: Int64 = 21
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
            program: ""
        )
    }

    /// The verdict in one word: what is granted, or the code.
    private static func word(_ request: SessionRequest, _ machine: MachineRecord) -> String {
        switch SessionAdmission.judge(request, of: machine) {
        case .grant(let shown): "grant \(shown)"
        case .refuse(let code, _): "refuse \(code.rawValue)"
        case .quarantine(let code, _): "quarantine \(code.rawValue)"
        }
    }

    @Test(arguments: [MachineRecord.Status.pending, .quarantined])
    func refusesWhoeverIsNotAllowedWhateverItShows(_ status: MachineRecord.Status) throws {
        let machine = try Self.record(status)
        let expected = status == .pending ? "refuse notAllowed" : "refuse quarantined"
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

    @Test(arguments: ["current", "next", "stale", ""], [Int64(1), 3])
    func refusesAnotherIncarnationBeforeItLooksAtAnythingElse(_ ratchet: String, _ incarnation: Int64) throws {
        let machine = try Self.record(.allowed)
        for (counter, sequence) in [(0, 1), (4, 21), (10, 30)] as [(Int64, Int64)] {
            let request = try Self.request(
                ratchet: ratchet,
                incarnation: incarnation,
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
        ("current", 10, 21, "quarantine sequence"),
        ("current", 10, 30, "quarantine sequence"),
        ("next", 3, 21, "quarantine staleRatchet"),
        ("next", 4, 20, "quarantine staleRatchet"),
        ("next", 4, 21, "grant next"),
        ("next", 9, 30, "grant next"),
        ("next", 10, 21, "quarantine sequence"),
        ("stale", 3, 20, "quarantine staleRatchet"),
        ("stale", 4, 21, "quarantine staleRatchet"),
        ("stale", 9, 30, "quarantine staleRatchet"),
        ("stale", 10, 30, "quarantine staleRatchet"),
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
}
