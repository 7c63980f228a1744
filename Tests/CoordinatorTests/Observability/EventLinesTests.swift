import Logging
import Logs
import Synchronization
import Testing

@testable import Coordinator

@Suite("Log lines of events")
struct EventLinesTests {
    @Test func tellWhatTheyAreAbout() {
        let data = ["entry": "quoted", "money": "quoted", "command": "c1", "quote": "eyJ...", "detail": "a payload"]
        let metadata = EventKind.orderCreated.metadata(
            subject: "s1",
            data: data,
            traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        )
        #expect(
            metadata == [
                "sale": "s1", "command": "c1", "entry": "quoted", "money": "quoted",
                "trace_id": "0af7651916cd43dd8448eb211c80319c",
            ]
        )
        #expect(EventKind.receiptStored.metadata(subject: "m1", data: [:], traceparent: nil) == ["machine": "m1"])
        let alarm = EventKind.alarmRaised.metadata(
            subject: "x",
            data: ["code": "rail.down", "text": "T"],
            traceparent: nil
        )
        #expect(alarm == ["subject": "x", "reason_code": "rail.down", "text": "T"])
    }

    @Test func areWrittenAfterTheCommitAndNotWithoutOne() async throws {
        struct Undone: Error {}
        let lines = Mutex<[String]>([])
        let logger = Logger(label: "test") { program in
            let sink = LogSink { line in lines.withLock { $0.append(line) } }
            return ProgramLogHandler(program: program, format: .text, sink: sink)
        }
        let shop = try await Shop.open()
        let own = shop.coordinator.runtime
        let runtime = Runtime(
            database: own.database,
            ids: own.ids,
            clock: own.clock,
            logger: logger,
            auditKey: own.auditKey
        )
        await #expect(throws: Undone.self) {
            try await runtime.perform { work -> Void in
                try EventLog.append(.orderRefused, subject: "s1", owner: Owner.operator, in: work)
                throw Undone()
            }
        }
        #expect(lines.withLock { $0 } == [])
        try await runtime.perform { try EventLog.append(.orderRefused, subject: "s1", owner: Owner.operator, in: $0) }
        #expect(lines.withLock { $0 }.count == 1)
        #expect(lines.withLock { $0 }.first?.contains("info order.refused: order refused sale=s1") == true)
        await shop.close()
    }
}
