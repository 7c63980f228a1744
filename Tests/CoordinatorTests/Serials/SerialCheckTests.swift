import Database
import Passport
import Protocol
import TestSupport
import Testing

@testable import Coordinator

/// The books of serials are counted anew, and every row that was tampered with is named.
@Suite("The check of serials")
struct SerialCheckTests {
    /// What somebody breaks, and what is found.
    struct Damage: Sendable, CustomStringConvertible {
        let sql: String
        let kind: SerialCheck.Finding.Kind
        /// Stands in the subject, or in the words.
        let names: String

        var description: String { sql }
    }

    static let damages = [
        Damage(sql: "DELETE FROM serial WHERE unit = 1", kind: .blockCount, names: "granted 7"),
        Damage(sql: "UPDATE serial_block SET count = 8", kind: .blockCount, names: "has 7"),
        Damage(sql: "UPDATE serial SET place = 99 WHERE unit = 1", kind: .blockContent, names: "log saw granted"),
        Damage(
            sql: "UPDATE serial SET state = 'commissioned' WHERE state = 'scrapped'",
            kind: .steps,
            names: "lead to scrapped"
        ),
        Damage(sql: "DELETE FROM serial_step WHERE step = 2 AND state = 'encoded'", kind: .steps, names: "3 steps"),
        Damage(sql: "UPDATE serial SET state = 'allocated' WHERE unit = 2", kind: .unsettled, names: "still allocated"),
        Damage(
            sql: "DELETE FROM log_leaf WHERE place = (SELECT min(place) FROM log_leaf "
                + "WHERE CAST(entry AS TEXT) LIKE '%\"kind\":\"commission\"%')",
            kind: .leaf,
            names: "no commission"
        ),
        Damage(
            sql: "DELETE FROM log_leaf WHERE subject LIKE 'block:%' AND sequence = 1",
            kind: .leaf,
            names: "log was not told"
        ),
        Damage(sql: "UPDATE run SET commissioned = commissioned + 1", kind: .runCount, names: "counts 6 units"),
        Damage(sql: "UPDATE serial SET unit = 1 WHERE unit = 2", kind: .runCount, names: "4 different units"),
    ]

    /// A run of three units that took five serials of seven, and is over.
    private static func live(_ stand: MachineStand) async throws {
        var line = try await LineStand(stand)
        let run = try await line.order(3, spare: 4, start: true)
        let serials = try await line.takeGrants()
        let start = try await line.start()
        let told: [(StampStatus, String?)] = [
            (.commissioned, nil), (.scrapped, "readBackMismatch"), (.cannotStart, "notExecuted"),
            (.commissioned, nil), (.commissioned, nil),
        ]
        for (place, (status, reason)) in told.enumerated() {
            let body = RunDeskTests.stamp(run, serials[place], place + 1, status, reason)
            #expect(try await line.tell(body, answering: start) == nil)
        }
        #expect(try await line.tell(RunDeskTests.told(run, .ended, (3, 1, 1)), answering: start) == nil)
        try await line.tick()
        let asked = try #require(try await line.commands().first { $0.body.kind == .returnBlock })
        let returned = SerialBlockReturned(block: serials[5].block, unused: serials[5...].map(\.serial))
        #expect(try await line.tell(.blockReturned(returned), answering: asked) == nil)
        try await line.publish()
    }

    @Test func aWholeRunIsRight() async throws {
        try await MachineStand.run { stand in
            #expect(try await SerialCheck.run(stand.runtime).findings == [])
            try await Self.live(stand)
            let check = try await SerialCheck.run(stand.runtime)
            #expect(check.findings == [])
            #expect(check.blocks == 1)
            #expect(check.states == [.commissioned: 3, .scrapped: 1, .inactive: 3])
        }
    }

    @Test func serialsThatAreStillHeldAreRight() async throws {
        try await MachineStand.run { stand in
            var line = try await LineStand(stand)
            _ = try await line.order(30, start: true)
            #expect(try await SerialCheck.run(stand.runtime).findings == [])
            _ = try await line.takeGrants()
            let check = try await SerialCheck.run(stand.runtime)
            #expect(check.findings == [] && check.states == [.allocated: 35])
        }
    }

    @Test(arguments: damages) func namesWhatWasChanged(_ damage: Damage) async throws {
        try await MachineStand.run { stand in
            try await Self.live(stand)
            try await stand.runtime.perform { work in
                _ = try work.transaction.execute(damage.sql, [:])
            }
            let found = try await SerialCheck.run(stand.runtime).findings
            let told = found.filter { $0.kind == damage.kind }
            #expect(told.contains { "\($0.subject) \($0.text)".contains(damage.names) }, "\(found)")
        }
    }
}
