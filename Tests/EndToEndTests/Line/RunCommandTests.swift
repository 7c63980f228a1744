import Foundation
import TestSupport
import Testing

/// What an operator of a line does at the command line: products, serials ahead, runs from their order to their end.
@Suite("Runs at the command line, end to end", .timeLimit(.minutes(4)))
struct RunCommandTests {
    private static let gtin = "09520123456788"

    @Test func fromTheProductToTheLastUnit() async throws {
        let stand = try await Stand.start(Stand.Options(machine: "stamping-line", linePort: freePort()))
        let eva = try Operator(stand)
        try await makeProduct(eva)
        let block = try await grant(eva)
        try await run(eva)
        try await abort(eva)
        try await close(block, eva)
        #expect(try await eva.must("serials", "check").out.contains("The books of serials are right."))
        let machine = try await eva.must("machine", "show", "lobby-1").out
        #expect(machine.contains("S1       execute  alive      set"), "\(machine)")
    }

    private func refused(_ eva: Operator, _ status: Int32, _ words: String, _ arguments: String...) async throws {
        let result = try await eva.run(arguments)
        let asked = arguments.joined(separator: " ")
        #expect(result.status == status && result.out.isEmpty, "\(asked): \(result)")
        #expect(result.errors.contains(words), "\(asked): \(result.errors)")
    }

    private func json(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    private func makeProduct(_ eva: Operator) async throws {
        for (list, advice) in [("product", "product put"), ("block", "block grant"), ("run", "run order")] {
            #expect(try await eva.must(list, "list").out.contains("mintmark \(advice) GTIN"))
            #expect(try await eva.must(list, "list", "-q").out.isEmpty)
        }
        try await refused(eva, 65, "digit", "product", "put", "09520123456789", "--name", "Pump")
        try await refused(eva, 65, "characters", "product", "put", Self.gtin, "--name", "")
        try await refused(eva, 64, "--name", "product", "put", Self.gtin)
        try await refused(eva, 66, "no product", "product", "show", Self.gtin)
        let made = try await eva.must("product", "put", Self.gtin, "--name", "Pump P-40")
        #expect(made.out.contains("serials   random, 0 granted\n"), "\(made.out)")
        try await refused(eva, 65, "serials", "product", "put", Self.gtin, "--name", "Pump P-40", "--digits", "12")
        #expect(try await eva.must("product", "list", "-q").lines == [Self.gtin])
        #expect(try json(await eva.must("product", "show", Self.gtin, "--json").out)["name"].text == "Pump P-40")
    }

    /// Serials ahead of any run come to the machine.
    private func grant(_ eva: Operator) async throws -> String {
        try await refused(eva, 66, "mintmark machine list", "block", "grant", Self.gtin, "2", "--machine", "hall")
        try await refused(eva, 65, "1 to 10000", "block", "grant", Self.gtin, "0", "--machine", "lobby-1")
        try await refused(eva, 64, "many", "block", "grant", Self.gtin, "many", "--machine", "lobby-1")
        try await refused(eva, 66, "no block", "block", "show", "0000")
        let granted = try await eva.must("block", "grant", Self.gtin, "2", "--machine", "lobby-1", "-q").lines
        let block = try #require(granted.first)
        #expect(try await eva.must("block", "list", "--machine", "lobby-1", "-q").lines == [block])
        try await eventually("the machine has the block", timeoutSeconds: 60) {
            try await eva.must("block", "show", block).out.contains("held: the machine has it")
        }
        #expect(try await eva.must("block", "show", block).out.contains("unused   2\n"))
        return block
    }

    /// A run that makes all its units, which take the serials ahead first.
    private func run(_ eva: Operator) async throws {
        try await refused(eva, 65, "1 to 5000", "run", "order", Self.gtin, "0", "--machine", "lobby-1")
        try await refused(eva, 65, "spare", "run", "order", Self.gtin, "1", "--machine", "lobby-1", "--spare", "5001")
        try await refused(eva, 64, "--machine", "run", "order", Self.gtin, "1")
        for request in ["show", "start", "interrupt", "resume", "watch"] {
            try await refused(eva, 66, "no run 0000", "run", request, "0000")
        }
        let ordered = try await eva.must("run", "order", Self.gtin, "3", "--machine", "lobby-1", "--lot", "L1", "-q")
        let id = try #require(ordered.lines.first)
        #expect(try await eva.must("run", "show", id).out.contains("mintmark run start \(id)\n"))
        try await refused(eva, 65, "not interrupted", "run", "resume", id)
        let started = try await eva.must("run", "start", id)
        #expect(started.out.contains("asked to     start\n"), "\(started.out)")
        let watched = try await eva.must("run", "watch", id)
        #expect(watched.lines.count { $0.contains("  commissioned") } == 3, "\(watched.out)")
        #expect(watched.lines.last == "Run \(id): ended, 3 of 3 made, 0 scrapped.")
        let lines = try await eva.must("run", "watch", id, "--json").lines
        #expect(try lines.map { try json($0)["subject"].text }.allSatisfy { $0 == id } && lines.count > 5)
        try await refused(eva, 65, "The run is over", "run", "interrupt", id)
        let list = try await eva.must("run", "list", "--machine", "lobby-1")
        let row = "\(id)  \(Self.gtin)  L1   lobby-1     3   3         0  ended"
        #expect(list.lines.last?.hasPrefix(row) == true, "\(list.out)")
    }

    /// A run that somebody watches while another one interrupts it, lets it go on and gives it up.
    private func abort(_ eva: Operator) async throws {
        let ordered = try await eva.must("run", "order", Self.gtin, "400", "--machine", "lobby-1", "--start", "-q")
        let id = try #require(ordered.lines.first)
        let watch = try eva.start("run", "watch", id)
        func passed() -> Int { watch.lines.count { $0.contains("  commissioned") } }
        try await eventually("a unit passes", timeoutSeconds: 60) { passed() > 0 }
        _ = try await eva.must("run", "interrupt", id)
        try await eventually("the run is interrupted", timeoutSeconds: 60) {
            try await eva.must("run", "show", id).out.contains("state        interrupted: requested\n")
        }
        let held = try await eva.must("run", "show", id).out
        #expect(held.contains("To do: look at the line, then let it go on: mintmark run resume \(id)\n"), "\(held)")
        let before = passed()
        _ = try await eva.must("run", "resume", id)
        try await eventually("it goes on", timeoutSeconds: 60) { passed() > before }
        try await refused(eva, 64, "--yes", "run", "abort", id)
        _ = try await eva.must("run", "abort", id, "--yes")
        #expect(try await watch.waitUntilExit(timeoutSeconds: 60) == 1)
        #expect(watch.lines.contains { $0.hasPrefix("Run \(id): aborted") }, "\(watch.lines.suffix(3))")
        #expect(watch.lines.contains { $0.contains("order another one: mintmark run order \(Self.gtin)") })
    }

    private func close(_ used: String, _ eva: Operator) async throws {
        let granted = try await eva.must("block", "grant", Self.gtin, "1", "--machine", "lobby-1", "-q").lines
        let block = try #require(granted.first)
        try await refused(eva, 64, "--yes", "block", "close", block)
        try await refused(eva, 66, "no block", "block", "close", "0000", "--yes")
        _ = try await eva.must("block", "close", block, "--yes")
        try await eventually("the block is closed", timeoutSeconds: 60) {
            try await eva.must("block", "show", block).out.contains("closed: nothing is taken from it any more")
        }
        #expect(try await eva.must("block", "show", block).out.contains("inactive  1\n"))
        #expect(try await eva.must("block", "show", used).out.contains("commissioned  2\n"))
    }
}
