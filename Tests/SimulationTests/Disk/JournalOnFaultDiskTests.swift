import Journal
import SQLite
import Simulation
import Testing

/// The journal on the faulty disk, beside SQLite: its reserve, its marks, a full disk.
@Suite struct JournalOnFaultDiskTests {
    private let now = JournalInstant(monotonicMilliseconds: 1, wallMilliseconds: 1_800_000_000_000)

    private func open(_ disk: FaultDisk) throws -> (store: JournalStore, opening: JournalOpening) {
        try JournalStore.open(directory: "/state", configuration: JournalConfiguration(), on: disk)
    }

    private func command(_ counter: Int64, bytes: Int = 100) -> IncomingCommand {
        IncomingCommand(
            id: "command-\(counter)",
            counter: counter,
            bodyHash: Array(repeating: UInt8(counter), count: 32),
            envelope: Array(repeating: 65, count: bytes),
            received: now
        )
    }

    @Test func anOutcomeFitsOnAFullDisk() throws {
        let disk = FaultDisk(name: "full", seed: 1)
        let (store, _) = try open(disk)
        try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        _ = try store.receive(command(1))
        try store.recordIntent(commandID: "command-1", attempt: 1, detail: [], at: now)
        disk.capacity = 3_000_000
        let refusal = #expect(throws: JournalError.self) {
            for counter in Int64(2)...200 { _ = try store.receive(command(counter, bytes: 60_000)) }
        }
        #expect(refusal?.code == .full)
        let outcome = [UInt8](repeating: 66, count: 60_000)
        try store.recordOutcome(commandID: "command-1", outcome: outcome, at: now) { _ in outcome }
        #expect(disk.size(of: "/state/journal.reserve") == nil)
        disk.crash()
        #expect(try open(disk).store.outcome(of: "command-1") == outcome)
    }

    @Test func aReserveThatIsNotThereRefusesTheIntent() throws {
        let disk = FaultDisk(name: "reserve", seed: 2)
        disk.capacity = 1_000_000
        let (store, opening) = try open(disk)
        #expect(opening == .fresh)
        try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
        _ = try store.receive(command(1))
        let refusal = #expect(throws: JournalError.self) {
            try store.recordIntent(commandID: "command-1", attempt: 1, detail: [], at: now)
        }
        #expect(refusal?.code == .full)
        disk.capacity = nil
        try store.recordIntent(commandID: "command-1", attempt: 1, detail: [], at: now)
    }

    @Test func aDamagedFileIsSetAsideOnThatDisk() throws {
        let disk = FaultDisk(name: "damaged", seed: 3)
        do {
            let (store, _) = try open(disk)
            try store.adopt(incarnation: 1, lastCounter: 0, nextSequence: 1)
            try store.connection.checkpoint()
        }
        var image = disk.snapshot()
        let file = try #require(image.bytes(of: "/state/journal.sqlite"))
        image.replace("/state/journal.sqlite", with: file.enumerated().map { $0.offset < 100 ? 0 : $0.element })
        image.replace("/state/journal.sqlite-wal", with: [])
        disk.restore(image)
        let (store, opening) = try open(disk)
        guard case .damagedQuarantined(let path, _) = opening else {
            Issue.record("\(opening)")
            return
        }
        #expect(disk.snapshot().names.contains(path))
        #expect(try store.identity().incarnation == 0)
    }
}
