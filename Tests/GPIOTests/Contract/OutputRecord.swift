import GPIO
import Synchronization

/// Remembers what a simulated chip reported.
final class OutputRecord: Sendable {
    private let changes = Mutex<[OutputChange]>([])

    var all: [OutputChange] { changes.withLock { $0 } }

    func append(_ change: OutputChange) {
        changes.withLock { $0.append(change) }
    }
}
