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

    @Test func afterTheLatestIsWhatIsStillToCome() async throws {
        try await MachineStand.run { stand in
            func append(_ subject: String) async throws {
                try await stand.runtime.perform {
                    try EventLog.append(.placeChanged, subject: subject, owner: "operator", in: $0)
                }
            }
            try await append("before")
            let position = try await stand.runtime.view { try EventLog.position(of: EventLog.latest, in: $0) }
            try await append("after")
            let page = try await stand.runtime.view {
                try EventLog.page(after: position, limit: 9, filter: .all, in: $0)
            }
            #expect(page.events.map(\.subject) == ["after"])
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
