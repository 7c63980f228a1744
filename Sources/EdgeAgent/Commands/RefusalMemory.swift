import Synchronization

/// The envelopes that were refused lately. A peer that repeats one, on whatever connection, must not fill the journal.
final class RefusalMemory: Sendable {
    /// How many are remembered; the oldest goes first.
    static let capacity = 64

    private let digests = Mutex<[String]>([])

    /// Whether this envelope's refusal is on disk.
    func contains(_ digest: String) -> Bool { digests.withLock { $0.contains(digest) } }

    /// Its refusal is on disk.
    func remember(_ digest: String) {
        digests.withLock { digests in
            digests.append(digest)
            if digests.count > Self.capacity { digests.removeFirst() }
        }
    }
}
