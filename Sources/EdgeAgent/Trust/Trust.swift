import FoundationEssentials
package import Journal
package import Protocol

/// What the machine has learnt of its deployment, kept in the journal and changed with it.
package struct Trust: Sendable {
    /// The names of the journal's values.
    package enum Key {
        static let root = "trust.root"
        static let keyset = "trust.keyset"
        static let ratchet = "trust.ratchet"
        static let epoch = "trust.epoch"
        static let quarantine = "trust.quarantine"
    }

    /// The quarantine of a machine that has to ask for a new incarnation.
    private static let mustEnrolMark = "enrol"

    /// The pinned root key.
    package var root: VerifyingKey
    /// The newest keyset.
    package var keyset: Keyset
    /// The ratchet to show next.
    package var ratchet: String
    /// The highest epoch seen.
    package var epoch: Int64
    /// The journal's incarnation; 0 before enrolment.
    package var incarnation: Int64
    /// Why the machine takes no commands, if it does not.
    package var quarantine: String?

    /// Whether the machine has to be enrolled before it can open a session. One that set itself aside for another
    /// reason still opens sessions: its receipts say why it did.
    package var mustEnrol: Bool { incarnation == 0 || quarantine == Self.mustEnrolMark }

    /// Reads what is stored; nil before the first enrolment.
    /// - Throws: what the journal throws, or `trust` when a stored value does not verify any more.
    package static func load(_ store: JournalStore, anchor: Anchor) throws -> Trust? {
        guard let rootText = try text(Key.root, store), let keysetText = try text(Key.keyset, store) else { return nil }
        let root = try VerifyingKey(text: rootText)
        guard root.fingerprint == anchor.fingerprint else {
            throw AgentError(
                .trust,
                "The state directory belongs to deployment \(root.fingerprint), the configuration pins "
                    + "\(anchor.fingerprint). Use the right root key, or an empty state directory."
            )
        }
        return Trust(
            root: root,
            keyset: try Keyset.verify(keysetText, root: root),
            ratchet: try text(Key.ratchet, store) ?? "",
            epoch: try text(Key.epoch, store).flatMap { Int64($0) } ?? 0,
            incarnation: try store.identity().incarnation,
            quarantine: try text(Key.quarantine, store)
        )
    }

    /// Keeps what a session's grant says, in the transaction that comes before the first use of its token: that use
    /// retires the ratchet before.
    /// - Parameter keyset: the newer keyset that came along, signed.
    package static func keep(_ grant: SessionGrant, keyset: String?, in store: JournalStore) throws {
        try store.setValue(Key.ratchet, Array(grant.ratchet.utf8))
        try store.setValue(Key.epoch, Array(String(grant.epoch).utf8))
        if let keyset { try store.setValue(Key.keyset, Array(keyset.utf8)) }
    }

    /// The coordinator began a new life of the machine: it has to ask to be let in again.
    package static func askForNewLife(in store: JournalStore) throws {
        try store.setValue(Key.quarantine, Array(mustEnrolMark.utf8))
    }

    /// Sets the machine aside: it takes no more commands, for the reason given.
    package static func setAside(_ code: WireCode, in store: JournalStore) throws {
        try store.setValue(Key.quarantine, Array(code.rawValue.utf8))
    }

    /// Whether the machine set itself aside.
    package static func isAside(_ store: JournalStore) throws -> Bool { try store.value(Key.quarantine) != nil }

    private static func text(_ key: String, _ store: JournalStore) throws -> String? {
        try store.value(key).map { String(decoding: $0, as: UTF8.self) }
    }
}
