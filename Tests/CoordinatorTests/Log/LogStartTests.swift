import Passport
import Testing

@testable import Coordinator

@Suite("Start of the log")
struct LogStartTests {
    private static let (one, other) = (TreeHash.leaf([1]), TreeHash.leaf([2]))

    private struct Row: CustomStringConvertible {
        var database: UInt64
        var files: UInt64?
        var sameRoot = true
        var sameLife = true
        var expected: LogStart
        var description: String { "\(database) leaves here, \(files.map(String.init) ?? "no") in files: \(expected)" }
    }

    @Test func isJudgedByWhatFilesAndDatabaseShow() throws {
        let rows = [
            Row(database: 5, files: 5, expected: .agree),
            Row(database: 5, files: 5, sameLife: false, expected: .agree),
            Row(database: 5, files: 5, sameRoot: false, expected: .held(.twoHistories)),
            Row(database: 5, files: 5, sameRoot: false, sameLife: false, expected: .held(.twoHistories)),
            Row(database: 5, files: 3, expected: .publish),
            Row(database: 5, files: 3, sameLife: false, expected: .held(.filesOlder)),
            Row(database: 5, files: nil, expected: .rebuild),
            Row(database: 5, files: nil, sameLife: false, expected: .held(.filesMissing)),
            Row(database: 5, files: 8, expected: .takeBack),
            Row(database: 5, files: 8, sameLife: false, expected: .takeBack),
        ]
        for row in rows {
            let head = LogHead(size: row.database, root: Self.one, note: "note", published: 0, generation: 1)
            let files = try row.files.map { size in
                try Checkpoint(origin: "log.example", size: size, root: row.sameRoot ? Self.one : Self.other)
            }
            #expect(LogStart.judge(head, files: files, generation: row.sameLife ? 1 : 2) == row.expected, "\(row)")
        }
    }

    @Test func aLogThatWasNeverSignedBegins() {
        let head = LogHead(size: 0, root: .empty, note: "", published: 0, generation: 1)
        #expect(LogStart.judge(head, files: nil, generation: 1) == .begin)
        #expect(LogStart.judge(head, files: nil, generation: 3) == .begin)
    }

    @Test(arguments: LogStart.Reason.allCases)
    func everyReasonSaysWhatToDo(_ reason: LogStart.Reason) {
        #expect(reason.words.contains("mintmark log fsck"))
    }
}
