import Faults
import FoundationEssentials
import Journal
import Machine
import Protocol
import Synchronization

/// Writes the intent of one unit, and remembers which unit it became. The serial is spent by it.
final class IntentCommit: Sendable {
    private struct State {
        var unit: Int?
        var error: JournalError?
    }

    private let journal: Journal
    private let run: StoredRun
    private let serial: NextSerial
    private let state = Mutex(State())

    init(journal: Journal, run: StoredRun, serial: NextSerial) {
        self.journal = journal
        self.run = run
        self.serial = serial
    }

    /// Which unit of the run it became; nil without an intent on disk.
    var unit: Int? { state.withLock { $0.unit } }

    /// Why there is none.
    var error: JournalError? { state.withLock { $0.error } }

    /// Commits the intent.
    /// - Returns: false when it is not on disk: then nothing may be commanded.
    func write(_ intent: StampIntent) async -> Bool {
        do {
            let detail = try StrictJSON.encode(intent)
            let (run, serial) = (run, serial)
            let unit = try await journal.transact { store in
                try store.recordStampIntent(
                    run: run.id,
                    in: run.state,
                    serial: serial,
                    station: intent.station,
                    detail: detail,
                    at: SystemClock.journalInstant
                )
            }
            state.withLock { $0.unit = unit }
            FaultPoint.reach(StampStep.intentCommitted)
            return true
        } catch {
            state.withLock { $0.error = error as? JournalError }
            return false
        }
    }

    /// The intent that `write` left on disk; nil when this program does not understand it.
    static func intent(in detail: [UInt8]) -> StampIntent? {
        try? StrictJSON.decode(StampIntent.self, from: detail)
    }
}
