import Database
package import Protocol

/// What the coordinator knows of one machine; a row of the table `machine`.
package struct MachineRecord: Sendable {
    /// Whether the machine may do anything.
    package enum Status: String, CaseIterable, Sendable {
        /// It asked to be enrolled; an operator has to allow it.
        case pending
        /// It may open sessions.
        case allowed
        /// An operator has to look at it.
        case quarantined
        /// It may never do anything again. In its row it is one that is set aside, with the time of the revocation.
        case revoked
    }

    /// Its id.
    package let id: MachineID
    /// Whose it is.
    package let owner: String
    /// Its identity key, `VerifyingKey.text`.
    private let identityText: String
    /// The keys that sign its sessions and receipts, `MachineKeys.text`.
    private let keysText: String
    /// Whether it may do anything.
    package let status: Status
    /// Why, when it is not allowed.
    package let statusReason: String?
    /// The life of its journal that is in force; 0 before the first.
    package let incarnation: Int64
    /// The last counter given to a command of this incarnation.
    package let lastCounter: Int64
    /// The highest counter that the machine acknowledged.
    package let receivedCounter: Int64
    /// The highest receipt sequence stored, over all incarnations.
    package let through: Int64
    /// The ratchet that the machine showed that it has.
    package let ratchet: String
    /// The ratchet that was offered to it and not yet shown.
    package let nextRatchet: String?
    /// Whether any session of this incarnation was ever used.
    package let confirmed: Bool
    /// The epoch of its newest session.
    package let epoch: Int64
    /// Its compiled profile, canonical JSON.
    package let profile: String?
    /// SHA-256 of that, 64 hex digits.
    package let profileHash: String?
    /// The profile hash that the machine reported.
    package let reportedProfile: String?
    /// Its last health report, JSON.
    package let health: String?
    /// When it was last heard, milliseconds since 1970, written at most once a minute.
    package let lastSeen: Int64?
    /// The program's version that it reported.
    package let program: String?

    /// Its identity key, which says which operational keys it has.
    /// - Throws: `malformed` when the row holds none.
    package func identity() throws(ProtocolError) -> VerifyingKey { try VerifyingKey(text: identityText) }

    /// The keys that sign its sessions and receipts.
    /// - Throws: `malformed` when the row holds none.
    package func keys() throws(ProtocolError) -> MachineKeys { try MachineKeys(text: keysText) }

    /// Reads a row.
    init(row: DatabaseRow) throws {
        id = try MachineID(text: row.text("id"))
        owner = try row.text("owner")
        identityText = try row.text("identity_key")
        keysText = try row.text("operational_keys")
        guard let status = Status(rawValue: try row.text("status")) else {
            throw CoordinatorError(.unexpected, "Machine \(id) has an unknown status.")
        }
        self.status = try row.optionalInt64("revoked_at") == nil ? status : .revoked
        statusReason = try row.optionalText("status_reason")
        incarnation = try row.int64("incarnation")
        lastCounter = try row.int64("last_counter")
        receivedCounter = try row.int64("received_counter")
        through = try row.int64("through")
        ratchet = try row.text("ratchet")
        nextRatchet = try row.optionalText("next_ratchet")
        confirmed = try row.int64("confirmed") == 1
        epoch = try row.int64("epoch")
        profile = try row.optionalText("profile")
        profileHash = try row.optionalText("profile_hash")
        reportedProfile = try row.optionalText("reported_profile")
        health = try row.optionalText("health")
        lastSeen = try row.optionalInt64("last_seen")
        program = try row.optionalText("program")
    }
}
