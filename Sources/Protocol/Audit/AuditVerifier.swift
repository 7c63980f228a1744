/// Checks an exported audit log line by line: every hash, every signature, every number, every link to the one before.
/// It needs the public key only.
package struct AuditVerifier: Sendable {
    private let key: VerifyingKey
    private let known: AuditHead?
    private var head: AuditHead?
    private var generation: Int64 = 0
    private var lines = 0
    private var isKnownSeen = false

    /// Makes a verifier.
    /// - Parameters:
    ///   - key: the public audit key of the deployment.
    ///   - known: a head that was seen before. The log must hold it, or go on right after it; without one a log must
    ///     begin with entry 1, and nobody can tell whether entries are missing at its end.
    package init(key: VerifyingKey, after known: AuditHead? = nil) {
        self.key = key
        self.known = known
        isKnownSeen = known == nil || known == .beginning
    }

    /// Checks the next line, given without its end.
    /// - Throws: the first thing that is wrong.
    package mutating func take(_ line: [UInt8]) throws(AuditFault) {
        lines += 1
        let sealed: SealedAuditEntry
        let place: SealedAuditEntry.Place
        do throws(ProtocolError) {
            sealed = try SealedAuditEntry(line: line)
            guard sealed.hashFits else {
                throw ProtocolError(.badSignature, "The content of the entry is not what was hashed; it was changed.")
            }
            guard sealed.isSigned(by: key) else {
                throw ProtocolError(
                    .unknownKey,
                    "The signature of the entry is not one of the key \(key.fingerprint); it is forged, or the key "
                        + "is another deployment's."
                )
            }
            place = try sealed.place()
        } catch {
            let kind: AuditFault.Kind =
                switch error.code {
                case .badSignature: .changed
                case .unknownKey: .forged
                default: .malformed
                }
            throw fault(kind, "\(error.message) Expected is entry \(expected.sequence + 1).")
        }
        try check(place, AuditHead(sequence: place.sequence, hash: sealed.hash))
    }

    /// The log has ended.
    /// - Returns: its head, for the next time.
    package func finish() throws(AuditFault) -> AuditHead {
        guard let head else { throw AuditFault(kind: .empty, line: 0, message: "The log has no entry.") }
        if let known, !isKnownSeen {
            throw AuditFault(
                kind: .truncated,
                line: 0,
                message: "The log ends with entry \(head.sequence), but entry \(known.sequence) is known: the end was "
                    + "cut off, or an older copy was put in its place."
            )
        }
        return head
    }

    /// How many entries were right so far.
    package var entries: Int { lines }

    /// The entry after which the next one must stand.
    private var expected: AuditHead { head ?? .beginning }

    private mutating func check(_ place: SealedAuditEntry.Place, _ next: AuditHead) throws(AuditFault) {
        var before = expected
        if head == nil, let known, next.sequence == known.sequence + 1 {
            before = known
            isKnownSeen = true
        }
        guard next.sequence == before.sequence + 1 else {
            throw fault(
                .outOfOrder,
                "Entry \(next.sequence) stands where entry \(before.sequence + 1) must: entries were removed, "
                    + "repeated or swapped."
            )
        }
        guard place.previous == before.hash else {
            throw fault(
                .brokenChain,
                "Entry \(next.sequence) does not follow from entry \(before.sequence): the one before it was replaced."
            )
        }
        guard place.generation >= generation else {
            throw fault(.wrongGeneration, "Entry \(next.sequence) is of a generation before that of the last one.")
        }
        if let known, next.sequence == known.sequence {
            guard next.hash == known.hash else {
                throw fault(
                    .rewritten,
                    "Entry \(next.sequence) is not the one that is known: the log was rewritten, or restored from "
                        + "an older copy."
                )
            }
            isKnownSeen = true
        }
        generation = place.generation
        head = next
    }

    private func fault(_ kind: AuditFault.Kind, _ message: String) -> AuditFault {
        AuditFault(kind: kind, line: lines, message: message)
    }
}
