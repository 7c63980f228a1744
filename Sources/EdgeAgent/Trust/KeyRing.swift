import Faults
import Glibc
package import Journal
package import Protocol
import Synchronization

/// The operational keys. Which one is in force is in the journal, in the transaction that begins to sign with it; the
/// files hold the keys themselves. Every method that takes a store belongs into a transaction of the journal, or a look
/// at it.
///
/// A key is replaced so that a power cut at any step leaves one that works:
/// 1. the new key is made in a file of its own;
/// 2. one transaction names it in the journal, together with the last receipt of the old one, and signs with it;
/// 3. a session is opened with it, which the identity key vouches for;
/// 4. only then its file takes the place of the old one's.
package final class KeyRing: Sendable {
    /// The name of the journal's value: `MachineKeys.text`.
    static let valueName = "keys.operational"

    private struct State {
        /// The key of the file `operational.key`.
        var current: SigningKey
        /// The key of the file `operational.key.next`, while it is not proven to work.
        var next: SigningKey?
    }

    private let state: Mutex<State>
    private let directory: String?

    private init(current: SigningKey, next: SigningKey?, directory: String?) {
        state = Mutex(State(current: current, next: next))
        self.directory = directory
    }

    /// A ring of one key that is in no file.
    package convenience init(_ key: SigningKey) { self.init(current: key, next: nil, directory: nil) }

    /// Reads the keys in `directory`, making the first one when it is missing.
    /// - Throws: `ProtocolError` naming the file that can't be used.
    static func loadOrCreate(directory: String) throws(ProtocolError) -> KeyRing {
        let current = try KeyFile.loadOrCreate(path(directory))
        let hasNext = access(nextPath(directory), F_OK) == 0
        let next = hasNext ? try KeyFile.load(nextPath(directory)) : nil
        return KeyRing(current: current, next: next, directory: directory)
    }

    /// The key of `operational.key`, which is in force unless the journal names another.
    package var filed: SigningKey { state.withLock { $0.current } }

    /// Whether a new key is not proven yet.
    package var isRotating: Bool { state.withLock { $0.next != nil } }

    /// The keys as the journal lists them.
    package func keys(_ store: JournalStore) throws -> MachineKeys {
        guard let bytes = try store.value(Self.valueName) else { return MachineKeys(current: filed.verifyingKey) }
        return try MachineKeys(text: String(decoding: bytes, as: UTF8.self))
    }

    /// The key that signs what is written now.
    /// - Throws: `trust` when the journal names a key that is in no file; `settle` leaves none.
    package func signer(_ store: JournalStore) throws -> SigningKey {
        guard let bytes = try store.value(Self.valueName) else { return filed }
        let name = String(decoding: bytes.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
        let found = state.withLock { state in
            [state.current, state.next].compactMap(\.self).first { $0.verifyingKey.text == name }
        }
        guard let found else { throw AgentError(.trust, "The key \(name) is in no file; start the agent again.") }
        return found
    }

    /// Makes files and journal agree at a start: a key that the journal does not name yet is dropped, and where the
    /// file of the one that it names is lost, the one that is there is in force from now on.
    /// - Returns: whether a lost key was replaced.
    package func settle(_ store: JournalStore) throws -> Bool {
        let (current, next) = state.withLock { ($0.current, $0.next) }
        guard try store.value(Self.valueName) != nil else {
            try dropNext()
            try save(MachineKeys(current: current.verifyingKey), store)
            return false
        }
        let keys = try keys(store)
        if keys.current == next?.verifyingKey { return false }
        try dropNext()
        guard keys.current != current.verifyingKey else { return false }
        try replace(keys, by: current, store)
        return true
    }

    /// Makes a new key and puts it in force. When one is not proven yet, it is that one.
    /// - Returns: the fingerprint of the key in force.
    /// - Throws: `ProtocolError` when the key's file can't be made; nothing is changed then.
    func rotate(_ store: JournalStore) throws -> String {
        let keys = try keys(store)
        guard keys.current == filed.verifyingKey, let directory else { return keys.current.fingerprint }
        try dropNext()
        let key = try KeyFile.create(Self.nextPath(directory))
        FaultPoint.reach(KeyStep.keyMade)
        state.withLock { $0.next = key }
        try replace(keys, by: key, store)
        return key.keyID
    }

    /// Makes a new key, and says what to answer to who asked for it.
    /// - Parameter digest: SHA-256 of the command's envelope, for a refusal.
    package func answerRotation(_ store: JournalStore, digest: String) throws -> ReceiptBody {
        do {
            return .keyRotated(ReceiptBody.KeyRotated(key: try rotate(store)))
        } catch let error as ProtocolError {
            return .refused(.storage, "The new key could not be stored: \(error)", digest: digest)
        }
    }

    /// A session was granted to `key`: the one before it is not needed any more.
    /// - Throws: `configuration` when the file can't be put in place.
    package func proven(_ key: SigningKey) throws {
        guard let directory, state.withLock({ $0.next?.keyID }) == key.keyID else { return }
        FaultPoint.reach(KeyStep.keyGranted)
        guard rename(Self.nextPath(directory), Self.path(directory)) == 0 else {
            throw AgentError(
                .configuration,
                "\(Self.path(directory)) could not be replaced; check the folder's owner.",
                cause: String(cString: strerror(errno))
            )
        }
        state.withLock { $0 = State(current: key, next: nil) }
        // The name may be lost in a power cut: then both files are there again, and it is proven anew.
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
        FaultPoint.reach(KeyStep.keyDropped)
    }

    private func replace(_ keys: MachineKeys, by key: SigningKey, _ store: JournalStore) throws {
        let identity = try store.identity()
        let after = keys.replaced(
            by: key.verifyingKey,
            nextSequence: identity.nextSequence,
            oldestSequence: identity.oldestSequence
        )
        try save(after, store)
    }

    private func save(_ keys: MachineKeys, _ store: JournalStore) throws {
        try store.setValue(Self.valueName, Array(keys.text.utf8))
    }

    private func dropNext() throws {
        guard let directory, access(Self.nextPath(directory), F_OK) == 0 else { return }
        unlink(Self.nextPath(directory))
        state.withLock { $0.next = nil }
    }

    private static func path(_ directory: String) -> String { "\(directory)/operational.key" }
    private static func nextPath(_ directory: String) -> String { "\(directory)/operational.key.next" }
}
