/// A machine's operational keys: the one that signs its sessions and receipts, and those that did so before.
package struct MachineKeys: Hashable, Sendable, Codable {
    /// A key that signs nothing any more.
    package struct Retired: Hashable, Sendable, Codable {
        /// The key.
        package var key: VerifyingKey
        /// The sequence of the last receipt that it signed; 0 when it signed none.
        package var through: Int64

        /// Makes an entry.
        package init(key: VerifyingKey, through: Int64) {
            self.key = key
            self.through = through
        }
    }

    /// Most retired keys of one machine.
    package static let maximumRetired = 15

    /// The key in force.
    package var current: VerifyingKey
    /// The keys before it, the newest first.
    package var retired: [Retired]

    /// Makes a list.
    package init(current: VerifyingKey, retired: [Retired] = []) {
        self.current = current
        self.retired = retired
    }

    /// Reads `text`.
    /// - Throws: `malformed` when it is not a list of keys.
    package init(text: String) throws(ProtocolError) {
        let words = text.split(separator: " ")
        guard let first = words.first else { throw ProtocolError(.malformed, "A machine has at least one key.") }
        current = try VerifyingKey(text: String(first))
        retired = []
        for word in words.dropFirst() {
            let parts = word.split(separator: ":")
            guard parts.count == 2, let through = Int64(parts[1]) else {
                throw ProtocolError(.malformed, "\"\(word.prefix(96))\" is not a retired key; it reads key:sequence.")
            }
            retired.append(Retired(key: try VerifyingKey(text: String(parts[0])), through: through))
        }
        try check()
    }

    /// The list as one line: the key in force, then each other one as `key:sequence`.
    package var text: String {
        ([current.text] + retired.map { "\($0.key.text):\($0.through)" }).joined(separator: " ")
    }

    /// The keys that may have signed the receipt with this sequence.
    package func signers(of sequence: Int64) -> [VerifyingKey] {
        [current] + retired.filter { sequence <= $0.through }.map(\.key)
    }

    /// The list once `key` is in force instead.
    /// - Parameters:
    ///   - nextSequence: the sequence of the first receipt that `key` may sign.
    ///   - oldestSequence: the oldest receipt that anybody may still ask for; keys that only signed older ones are
    ///     dropped.
    package func replaced(by key: VerifyingKey, nextSequence: Int64, oldestSequence: Int64) -> MachineKeys {
        let before = [Retired(key: current, through: nextSequence - 1)] + retired
        let needed = before.filter { $0.through >= oldestSequence }
        return MachineKeys(current: key, retired: Array(needed.prefix(Self.maximumRetired)))
    }

    /// Throws `malformed` when the list is longer than any machine's, names a key twice, or a sequence is out of range.
    package func check() throws(ProtocolError) {
        let keys = [current] + retired.map(\.key)
        guard retired.count <= Self.maximumRetired, Set(keys).count == keys.count,
            retired.allSatisfy({ (0..<Int64.max).contains($0.through) })
        else {
            throw ProtocolError(
                .malformed,
                "A machine has one key in force and at most \(Self.maximumRetired) others, each once."
            )
        }
    }
}
