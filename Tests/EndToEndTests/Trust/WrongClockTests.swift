import Foundation
import TestSupport
import Testing

/// Machines whose clock is decades off: a board without a battery, or one that somebody set wrongly.
@Suite("Machines with a wrong clock, end to end", .timeLimit(.minutes(4)))
struct WrongClockTests {
    /// The library that gives a program another wall clock; `scripts/prepare test` installs it.
    private static let library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"

    private static func clock(at date: String) -> [String: String] {
        ["LD_PRELOAD": library, "FAKETIME": "@\(date) 00:00:00", "FAKETIME_DONT_FAKE_MONOTONIC": "1"]
    }

    @Test(arguments: [("1970-01-02", "2100-02-28"), ("2100-02-28", "1970-01-02")])
    func itEnrolsSellsAndRotatesItsKey(_ first: String, _ second: String) async throws {
        try #require(FileManager.default.fileExists(atPath: Self.library), "run scripts/prepare test")
        let stand = try await Stand.start()
        let machine = try await OtherMachine("lobby-2", on: stand)
        try await machine.giveSecret()
        try machine.start(environment: Self.clock(at: first))
        try await machine.takeOverThePlace()
        #expect(machine.lines.contains { $0.contains(first.prefix(4)) }, "the clock is another one")
        try await stand.sell("a1")
        let id = try await machine.identity()
        let key = try await stand.api.get("/v1/machines/\(id)")["key"].text
        _ = try await stand.api.post("/v1/machines/\(id)/commands", #"{"command":"rotateKey"}"#)
        _ = try await stand.patient {
            guard try await stand.api.get("/v1/machines/\(id)")["key"].text != key else {
                throw TestSupportError("the key is the old one")
            }
        }
        try await machine.untilReady()
        try await stand.sell("a2")

        // The clock jumps over a century, either way.
        try await machine.stop()
        try machine.start(environment: Self.clock(at: second))
        try await machine.untilReady()
        try await stand.sell("a3")
        #expect(try machine.firings() == 3)
        #expect(try await stand.openAlarms().isEmpty)
        #expect(try await stand.ledgerFindings().isEmpty)
    }
}
