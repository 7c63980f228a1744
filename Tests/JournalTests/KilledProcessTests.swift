import Glibc
import Journal
import TestSupport
import Testing

/// Names the folder to write to, for the child.
private let childVariable = "MINTMARK_JOURNAL_CHILD"

/// A real process, killed with SIGKILL while many tasks write. This program starts itself again with a filter that
/// runs only `WritingChild`, which reports every sequence once its transaction was acknowledged.
@Suite("Killed process", .timeLimit(.minutes(5)))
struct KilledProcessTests {
    @Test func nothingAcknowledgedIsLostWhenTheProcessIsKilled() async throws {
        let directory = try TemporaryDirectory()
        var random = SplitMix64(seed: 20_261_121)
        var lastAcknowledged: Int64 = 0
        for round in 1...4 {
            let child = try ChildProcess(
                "/proc/self/exe",
                arguments: ["--testing-library", "swift-testing", "--filter", "WritingChild"],
                environment: [childVariable: directory.path]
            )
            let goal = Int.random(in: 1...150, using: &random)
            try await eventually("\(goal) receipts are acknowledged in round \(round)", timeoutSeconds: 60) {
                if let code = child.exit { throw TestSupportError("the child ended with \(code): \(child.lines)") }
                return acknowledged(child).count >= goal
            }
            child.send(signal: SIGKILL)
            _ = try await child.waitUntilExit()
            lastAcknowledged = max(lastAcknowledged, acknowledged(child).max() ?? 0)

            let (store, opening) = try JournalStore.open(directory: directory.path, configuration: Bench.small)
            #expect(opening == .existing(wasClean: false))
            let found = try store.pendingReceipts(limit: 1_000_000, maximumBytes: 1 << 30).map(\.sequence)
            #expect(found == Array(1...Int64(found.count)), "round \(round): sequences have no hole")
            #expect(Int64(found.count) >= lastAcknowledged, "round \(round): \(lastAcknowledged) were acknowledged")
            // Each command is in exactly one place, and what has an intent has it for ever.
            let statistics = try store.statistics(now: instant(1))
            #expect(statistics.openCommands + statistics.closedCommands == statistics.identity.lastCounter)
            #expect(try store.openIntents().count == Int(statistics.openIntents))
            for open in try store.openIntents() {
                try store.recordOutcome(commandID: open.command.id, outcome: [0], at: instant(2)) { _ in [0] }
            }
        }
    }

    private func acknowledged(_ child: ChildProcess) -> [Int64] {
        child.lines.compactMap { line in
            line.hasPrefix("acknowledged ") ? Int64(line.dropFirst("acknowledged ".count)) : nil
        }
    }
}

/// Runs only in the child: writes until it is killed.
@Suite("WritingChild", .enabled(if: getenv(childVariable) != nil, "only as a child of KilledProcessTests"))
struct WritingChild {
    @Test func writesUntilKilled() async throws {
        let directory = String(cString: try #require(getenv(childVariable)))
        let (journal, _) = try await Journal.open(directory: directory, configuration: Bench.small) { _ in exit(70) }
        if try await journal.read({ try $0.identity().incarnation }) == 0 {
            try await journal.transact { try $0.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { while true { report(try await runCommand(journal)) } }
            for _ in 0..<4 {
                group.addTask {
                    while true {
                        report(
                            try await journal.transact { store in
                                try store.appendReceipt(kind: "audit", at: instant(1)) { _ in
                                    [UInt8](repeating: 1, count: 300)
                                }
                            }
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func runCommand(_ journal: Journal) async throws -> Int64 {
        let counter = try await journal.transact { store in
            let counter = try store.identity().lastCounter + 1
            _ = try store.receive(command(counter))
            return counter
        }
        try await journal.transact { store in
            try store.recordIntent(commandID: "c\(counter)", attempt: 1, detail: [1], at: instant(1))
        }
        return try await journal.transact { store in
            try store.recordOutcome(commandID: "c\(counter)", outcome: [1], at: instant(1)) { _ in [1] }
        }
    }

    private func report(_ sequence: Int64) {
        let line = Array("acknowledged \(sequence)\n".utf8)
        _ = write(1, line, line.count)
    }
}
