import ArgumentParser
import Testing

@testable import mintmark

@Suite("Arguments")
struct ArgumentTests {
    @Test func aSelectionsNameMayHaveColons() throws {
        let selection = try #require(SelectionArgument(argument: "a1=A1:Tea: green:1.50"))
        #expect((selection.id, selection.lane, selection.name, selection.amount) == ("a1", "A1", "Tea: green", "1.50"))
        #expect(try selection.selection("EUR").price == "150")
    }

    @Test(arguments: ["a1", "a1=", "a1=A1", "a1=A1:1.50", "a1=A1::1.50", "a1=:Tea:1.50", "a1=A1:Tea:"])
    func whatIsNoSelectionIsRefused(argument: String) {
        #expect(SelectionArgument(argument: argument) == nil)
    }

    @Test(arguments: [
        ("A1=0", true), ("A1=10", true), ("A1=-1", false), ("A1", false), ("A1=x", false), ("A1=", false),
    ])
    func stockIsALaneAndANumber(argument: String, isStock: Bool) {
        #expect((StockArgument(argument: argument) != nil) == isStock)
    }

    @Test(arguments: [
        ["place", "put", "lobby"], ["place", "put", "lobby", "--file", "a", "--name", "b"],
        ["place", "machine", "lobby"], ["place", "machine", "lobby", "m", "--none"], ["place", "restock", "lobby"],
        ["place", "price", "lobby", "a1"], ["place", "lane", "repair", "lobby", "A1"],
        ["machine", "allow", "lobby-1"], ["machine", "secret", "lobby-1", "--minutes", "0"],
        ["sale", "list", "--limit", "0"], ["sale", "list", "--queue", "none"], ["sale", "list", "--from", "soon"],
        ["sale", "resolve", "s", "perhaps", "--note", "n"], ["sale", "resolve", "s", "delivered"],
        ["sale", "list", "--json", "--quiet"], ["alarms", "acknowledge"], ["unknown"],
        ["backup", "check"], ["backup", "make", "a.tar"], ["restore"], ["restore", "a.tar"],
        ["restore", "--state", "s"], ["recovery", "close", "lobby-1"], ["recovery", "close", "a", "b", "--note", "n"],
        ["recovery", "settle", "p", "--note", "n"], ["recovery", "settle", "p", "sold"],
        ["recovery", "settle", "p", "lost", "--note", "n"], ["recovery", "payments", "--limit", "x"],
        ["recovery", "show", "--json", "--quiet"], ["audit", "export", "here"],
    ])
    func wrongWordsAreAUsageError(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try Mintmark.parseAsRoot(arguments) }
        #expect(error.map { Mintmark.exitCode(for: $0).rawValue } == CommandEnd.usage.rawValue)
    }

    @Test(arguments: [
        ["place", "create", "lobby", "--name", "Lobby"], ["place", "lane", "clear", "lobby", "A1", "A2"],
        ["sale", "list", "--queue", "inDoubt", "--from", "2025-11-21", "--place", "lobby", "--json"],
        ["machine", "ping", "lobby-1", "--wait", "0", "-q"], ["webhook", "add", "n", "https://a", "--kind", "sale.*"],
        ["ledger", "transfers", "--sale", "s", "--cursor", "c"], ["completion", "fish"],
        ["backup", "make"], ["backup", "make", "-o", "a.tar", "-q", "--state", "s"],
        ["backup", "check", "a.tar", "--utc"],
        ["restore", "a.tar", "--state", "s", "--replace"], ["recovery", "show", "-q"],
        ["recovery", "close", "--note", "n", "--yes"], ["recovery", "close", "lobby-1", "--note", "n", "--json"],
        ["recovery", "payments", "--all", "--limit", "5", "-q"],
        ["recovery", "settle", "p", "refunded", "--note", "n"],
        ["audit", "export", "-o", "audit.ndjson"],
    ])
    func rightWordsAreUnderstood(arguments: [String]) throws {
        _ = try Mintmark.parseAsRoot(arguments)
    }
}
