package import Journal
package import Protocol

extension JournalStore {
    /// Writes OUTCOME and receipt of a command in one transaction.
    ///
    /// - Parameters:
    ///   - acted: whether an intent is on disk.
    ///   - makeReceipt: makes the receipt with this sequence.
    /// - Throws: `JournalError`, and `ProtocolError` for a body that can't be written.
    package func conclude(
        _ command: AnsweredCommand,
        _ body: ReceiptBody,
        acted: Bool,
        at now: JournalInstant,
        makeReceipt: (Int64) throws -> [UInt8]
    ) throws {
        let (id, kind) = (command.id, body.kind.rawValue)
        if acted {
            let outcome = try StrictJSON.encode(body)
            try recordOutcome(commandID: id, kind: kind, outcome: outcome, at: now, makeReceipt: makeReceipt)
        } else {
            try closeWithoutIntent(commandID: id, kind: kind, at: now, makeReceipt: makeReceipt)
        }
    }
}
