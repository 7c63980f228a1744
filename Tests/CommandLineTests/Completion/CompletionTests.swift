import ArgumentParser
import TestSupport
import Testing

@testable import mintmark

/// The scripts in real shells.
@Suite("Completion", .timeLimit(.minutes(2)))
struct CompletionTests {
    /// What bash would offer after these words.
    private func offered(_ words: [String], environment: [String: String] = [:]) async throws -> [String] {
        let folder = try TemporaryDirectory()
        let script = try ChildProcess(BuiltProducts.path("mintmark"), arguments: ["completion", "bash"])
        #expect(try await script.waitUntilExit() == 0)
        try LocalFile.write(Array(script.lines.joined(separator: "\n").utf8), to: folder.path("script"))
        // The function finds the program by its name, as a user's shell would.
        let question = """
            PATH=\(BuiltProducts.path("mintmark").split(separator: "/").dropLast().map { "/\($0)" }.joined()):$PATH
            source \(folder.path("script"))
            COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_LINE="${COMP_WORDS[*]}"
            COMP_POINT=${#COMP_LINE}
            function=$(complete -p mintmark | sed -E 's/.*-F ([^ ]+).*/\\1/')
            $function mintmark "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let shell = try ChildProcess("/bin/bash", arguments: ["--norc", "-c", question], environment: environment)
        #expect(try await shell.waitUntilExit() == 0, "\(shell.lines)")
        return shell.lines.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    @Test func bashOffersTheSubcommands() async throws {
        let commands = try await offered(["mintmark", ""])
        for command in ["machine", "place", "sale", "ledger", "events", "alarms", "health", "demo"] {
            #expect(commands.contains(command), "\(commands)")
        }
        #expect(try await offered(["mintmark", "pl"]) == ["place"])
        let acts = try await offered(["mintmark", "place", "re"])
        #expect(Set(acts) == ["remove", "restock"])
    }

    @Test func bashOffersOptionsAndTheirValues() async throws {
        #expect(try await offered(["mintmark", "sale", "list", "--qu"]).contains("--queue"))
        let queues = try await offered(["mintmark", "sale", "list", "--queue", ""])
        #expect(Set(queues) == ["inDoubt", "refundsDue", "moneyMissing", "all"])
    }

    @Test func withoutACoordinatorNothingIsOfferedAndNothingIsSaid() async throws {
        let free = try BoundPort()
        let folder = try TemporaryDirectory()
        try LocalFile.write(Array("mm_token".utf8), to: folder.path("token"))
        let environment = [
            "MINTMARK_URL": "https://127.0.0.1:\(free.number)", "MINTMARK_TOKEN_FILE": folder.path("token"),
        ]
        let places = try await offered(["mintmark", "place", "show", ""], environment: environment)
        #expect(places.filter { !$0.isEmpty } == [])
    }

    @Test(arguments: CompletionCommand.Shell.allCases) func everyShellHasAScript(shell: CompletionCommand.Shell) {
        let script = Mintmark.completionScript(for: shell.completionShell)
        #expect(script.contains("restock"))
        #expect(script.contains("dead-letters"))
    }

    @Test func anUnfinishedLineStillSaysWhereTheCoordinatorIs() {
        let options = CompletionLine.options(
            ["mintmark", "place", "show", "--url=https://a", "--token-file", "/t", "--json", "lo"]
        )
        #expect(options?.url == "https://a")
        #expect(options?.tokenFile == "/t")
        #expect(CompletionLine.options(["mintmark", "place", "show", "--url"])?.url == nil)
    }
}
