import Testing

/// Every rule finds what it is for, and leaves its neighbour alone: bad samples first, then good ones.
@Suite("TidyRule")
struct TidyRuleTests {
    private func findings(_ rule: TidyRule, _ text: String, at path: String = "Sources/Ledger/X.swift") -> [Int] {
        rule.check(SourceText(path: path, text: text)).map(\.line)
    }

    @Test func findsLongLinesAndFiles() {
        let line = String(repeating: "x", count: 121)
        #expect(findings(.lineLength, "ok\n\(line)\n\(line.dropLast())\n") == [2])
        #expect(findings(.fileLength, String(repeating: "x\n", count: 600)) == [])
        #expect(findings(.fileLength, String(repeating: "x\n", count: 601)) == [601])
    }

    @Test(arguments: [
        "func a(b: () -> Void = {}) -> [Int]", "init(x: Int)", "deinit", "static func + (l: X, r: X) -> X",
    ])
    func findsLongFunctions(_ head: String) {
        let body = String(repeating: "    x()\n", count: 68)
        #expect(findings(.functionLength, "struct S {\n\(head) {\n\(body)}\n}\n") == [])
        #expect(findings(.functionLength, "struct S {\n\(head) {\n\(body)    y()\n}\n}\n") == [2])
    }

    @Test func takesNoBodyForThatOfTheNextDeclaration() {
        let body = String(repeating: "    x()\n", count: 80)
        let text = "protocol P {\n    func a()\n    func b() throws\n}\nstruct S {\n\(body)}\n"
        #expect(findings(.functionLength, text) == [])
        #expect(findings(.functionLength, "enum E {\n    case a\n}\nlet s = S.init(x) {\n\(body)}\n") == [])
    }

    @Test(arguments: [
        "let now = Date()", "let now = Foundation.Date()", "let now = Date.now", "let id = UUID()",
        "let n = Int.random(in: 0..<9)", "Task { await x() }", "Task(priority: .low) { }", "Task.detached { }",
        "let x = try! f()", "fatalError(\"no\")", "print(x)", "Thread.sleep(forTimeInterval: 1)", "usleep(10)",
        "import XCTest", "names.shuffled()",
    ])
    func findsBannedCalls(_ line: String) {
        #expect(findings(.bannedTokens, "// a comment\n\(line)\n") == [2])
    }

    @Test(arguments: [
        "// print(x)", "let text = \"try! Date()\"", "let date = Date(timeIntervalSince1970: 0)", "blueprint(x)",
        "Int.random(in: 0..<9, using: &generator)", "try await Task.sleep(for: .seconds(1))", "group.addTask { }",
        "logger.print(x)", "struct Task {}.isNot(MyTask { })",
    ])
    func leavesTheirNeighboursAlone(_ line: String) {
        let expected = line.hasPrefix("struct Task") ? [1] : []
        #expect(findings(.bannedTokens, line) == expected)
    }

    @Test func knowsTheOnePlaceOfACall() {
        #expect(findings(.bannedTokens, "print(x)", at: "Sources/mintmark/Main.swift") == [])
        #expect(findings(.bannedTokens, "print(x)", at: "Sources/EdgeAgent/Main.swift") == [1])
        #expect(findings(.bannedTokens, "let id = UUID()", at: "Tests/LedgerTests/X.swift") == [])
        #expect(findings(.bannedTokens, "try! x()", at: "Tests/LedgerTests/X.swift") == [1])
        #expect(findings(.bannedTokens, "#if MUTANTS\n#endif", at: "Sources/Journal/X.swift") == [1])
        #expect(findings(.bannedTokens, "Mutant.choose(nil)", at: "Tests/JournalTests/X.swift") == [1])
        #expect(findings(.bannedTokens, "#if MUTANTS\n#endif", at: "Sources/Faults/Mutant.swift") == [])
    }

    @Test(arguments: [
        ("Protocol", "import Foundation"), ("EdgeAgent", "package import Foundation"), ("Journal", "import Protocol"),
        ("GPIO", "import Protocol"), ("Ledger", "import FoundationEssentials"), ("Journal", "import CSQLite"),
        ("EdgeAgent", "import Hummingbird"), ("EdgeAgent", "import HummingbirdCore"), ("EdgeAgent", "import Yams"),
        ("Coordinator", "import Yams"), ("Rails", "import TestSupport"), ("SQLite", "import struct Foundation.Data"),
        ("mintmark-agent", "@preconcurrency import Foundation"), ("EdgeAgent", "import AsyncHTTPClient"),
    ])
    func findsImportsAgainstTheArrows(_ module: String, _ line: String) {
        #expect(findings(.imports, "\n\(line)\n", at: "Sources/\(module)/Folder/X.swift") == [2])
    }

    @Test(arguments: [
        ("Protocol", "package import FoundationEssentials"), ("Coordinator", "import HummingbirdTLS"),
        ("SQLite", "internal import CSQLite"), ("ProfileCompiler", "import Yams"), ("Coordinator", "import Foundation"),
        ("Protocol", "// import Foundation"),
    ])
    func leavesImportsAlongTheArrowsAlone(_ module: String, _ line: String) {
        #expect(findings(.imports, line, at: "Sources/\(module)/X.swift") == [])
    }

    @Test func asksWhyUncheckedCodeIsSafe() {
        #expect(findings(.statedSafety, "final class A: @unchecked Sendable {}") == [1])
        #expect(findings(.statedSafety, "/// A box.\nfinal class A: @unchecked Sendable {}") == [2])
        #expect(findings(.statedSafety, "// Safety: one lock.\nlet a = 1\nnonisolated(unsafe) var b = 2") == [3])
        #expect(findings(.statedSafety, "// Safety: one lock.\n@frozen\nclass A: @unchecked Sendable {}") == [])
        #expect(findings(.statedSafety, "class A: @unchecked Sendable {}  // Safety: one lock.") == [])
    }

    @Test func asksForVagueTypesToBeNamed() {
        #expect(findings(.typeNames, "final class LaneManager {}\nstruct Lane {}\nenum StringUtils {}") == [1, 3])
    }

    @Test func asksForWordsOnWhatOtherModulesSee() {
        let rule = TidyRule.documentation(requirements: ["append"])
        let text = """
            /// A lane.
            @frozen
            package struct Lane {
                package let name: String
                package func append(_ text: String) {}
                /// Empties it.
                package mutating func empty() {}
                static package let none = 1
                package init(from decoder: any Decoder) {}
                package init(name: String) {}
                private let hidden: Int
            }
            """
        #expect(findings(rule, text) == [4, 8, 10])
        #expect(findings(rule, text, at: "Tests/LedgerTests/X.swift") == [])
    }

    @Test func collectsWhatProtocolsAskFor() {
        let text = "package protocol P {\n  /// A.\n  func a(_ x: Int) -> Int\n  var b: Int { get }\n}\nfunc c() {}"
        #expect(TidyRule.requirements(of: [SourceText(path: "Sources/Ledger/P.swift", text: text)]) == ["a", "b"])
    }
}
