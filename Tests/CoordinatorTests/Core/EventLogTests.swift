import Testing

@testable import Coordinator

@Suite("Event log")
struct EventLogTests {
    @Test func isReadInPagesWithoutGapsOrRepeats() async throws {
        try await MachineStand.run { stand in
            for number in 0..<25 {
                try await stand.runtime.perform {
                    try EventLog.append(.placeChanged, subject: "place-\(number)", owner: "operator", in: $0)
                }
            }
            var cursor: String?
            var subjects: [String] = []
            while true {
                let after = cursor
                let page = try await stand.runtime.view { try EventLog.read(after: after, limit: 7, in: $0) }
                guard let last = page.last else { break }
                #expect(page.count <= 7)
                subjects += page.map(\.subject)
                cursor = last.cursor
            }
            #expect(subjects == (0..<25).map { "place-\($0)" })
        }
    }

    @Test func refusesACursorOfSomebodyElse() async throws {
        try await MachineStand.run { stand in
            for cursor in ["", "1", "x", "-1"] {
                await #expect(throws: CoordinatorError(.invalid, ""), "\(cursor)") {
                    _ = try await stand.runtime.view { try EventLog.read(after: cursor, limit: 1, in: $0) }
                }
            }
        }
    }
}
