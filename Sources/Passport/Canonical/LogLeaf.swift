/// What an entry of the log says: one event of one identity. Its bytes are canonical JSON, so its hash is the same
/// everywhere. Personal or restricted data stays outside; only hashes with a salt come in.
package struct LogLeaf: Hashable, Sendable {
    /// What happened.
    package enum Kind: String, CaseIterable, Sendable {
        /// A block of serials was granted.
        case grant
        /// A serial was put on a product.
        case commission
        /// A serial was given up: scrapped, sampled, returned or destroyed.
        case retire
        /// An event of the product's life.
        case event
        /// A new version of the product's passport.
        case passport
    }

    /// What a product is called here, see `DigitalLink.logSubject`, or the name of a block of serials.
    package let subject: String
    /// Which entry of this subject: 0, 1, 2 ...
    package let sequence: Int64
    /// The leaf hash of the entry of this subject before; nil for the first.
    package let previous: TreeHash?
    /// What happened.
    package let kind: Kind
    /// Wall time, milliseconds since 1970, as the actor gives it. The order is the sequence's, not the time's.
    package let milliseconds: Int64
    /// Who says so: a machine, a coordinator, a person's role.
    package let actor: String
    /// The hashes of what happened, by what they are of: `epcis`, `passport`.
    package let hashes: [String: String]

    /// Version of the form.
    private static let version: Int64 = 1

    /// An entry after another of the same subject, or the first.
    /// - Throws: `badVersion` when the one before is of another subject.
    package init(
        _ kind: Kind,
        of subject: String,
        after previous: LogLeaf? = nil,
        milliseconds: Int64,
        actor: String,
        hashes: [String: String]
    ) throws(PassportError) {
        if let previous, previous.subject != subject {
            throw PassportError(.badVersion, "An entry of \(subject) can't follow one of \(previous.subject).")
        }
        self.init(
            kind,
            of: subject,
            after: try previous.map { leaf throws(PassportError) in (leaf.sequence, try leaf.hash()) },
            milliseconds: milliseconds,
            actor: actor,
            hashes: hashes
        )
    }

    /// An entry after the one of the same subject with that number and leaf hash, or the first.
    package init(
        _ kind: Kind,
        of subject: String,
        after previous: (sequence: Int64, hash: TreeHash)?,
        milliseconds: Int64,
        actor: String,
        hashes: [String: String]
    ) {
        self.kind = kind
        self.subject = subject
        sequence = previous.map { $0.sequence + 1 } ?? 0
        self.previous = previous?.hash
        self.milliseconds = milliseconds
        self.actor = actor
        self.hashes = hashes
    }

    /// The entry's bytes.
    /// - Throws: `badValue` for a time past what JSON keeps.
    package func bytes() throws(PassportError) -> [UInt8] {
        var value: JSONValue = [
            "v": .integer(Self.version), "subject": .string(subject), "seq": .integer(sequence),
            "kind": .string(kind.rawValue), "time": .integer(milliseconds), "actor": .string(actor),
            "hashes": .object(hashes.map { JSONValue.Member($0.key, .string($0.value)) }),
        ]
        if let previous { value["prev"] = .string(previous.hex) }
        return try value.canonical()
    }

    /// The hash of the entry as a leaf of the log.
    /// - Throws: what `bytes` throws.
    package func hash() throws(PassportError) -> TreeHash { .leaf(try bytes()) }

    /// Reads an entry. Bytes that are not canonical are none.
    /// - Throws: `malformed` and others of reading.
    package init(bytes: [UInt8]) throws(PassportError) {
        let wrong = PassportError(.malformed, "The entry of the log has not the form of version \(Self.version).")
        let value = try JSONValue(parsing: bytes, maximumBytes: EntryBundle.maximumEntryBytes)
        guard value["v"]?.integer == Self.version, let subject = value["subject"]?.string,
            let sequence = value["seq"]?.integer, sequence >= 0,
            let kind = value["kind"]?.string.flatMap(Kind.init(rawValue:)),
            let milliseconds = value["time"]?.integer, let actor = value["actor"]?.string,
            let members = value["hashes"]?.members
        else { throw wrong }
        let previous = value["prev"]?.string.flatMap { TreeHash(hex: $0) }
        guard (previous == nil) == (sequence == 0) else { throw wrong }
        self.subject = subject
        self.sequence = sequence
        self.previous = previous
        self.kind = kind
        self.milliseconds = milliseconds
        self.actor = actor
        var hashes: [String: String] = [:]
        for member in members {
            guard let hash = member.value.string, hashes.updateValue(hash, forKey: member.name) == nil else {
                throw wrong
            }
        }
        self.hashes = hashes
        guard try self.bytes() == bytes else { throw wrong }
    }

    /// Checks that entries are one subject's history from its first on, with nothing left out between them.
    /// - Throws: `empty`, or `badVersion` with the place of the first that does not follow.
    package static func checkHistory(_ leaves: [LogLeaf]) throws(PassportError) {
        guard let first = leaves.first else { throw PassportError(.empty, "There is no entry of this subject.") }
        guard first.sequence == 0 else {
            throw PassportError(.badVersion, "The history of \(first.subject) has lost its beginning.", at: 0)
        }
        for (place, (before, leaf)) in zip(leaves, leaves.dropFirst()).enumerated() {
            guard leaf.subject == before.subject, leaf.sequence == before.sequence + 1,
                leaf.previous == (try before.hash())
            else {
                throw PassportError(
                    .badVersion,
                    "Entry \(place + 1) of the history of \(before.subject) does not follow the one before: an entry "
                        + "was left out, repeated or changed.",
                    at: place + 1
                )
            }
        }
    }
}
