import Journal
import Protocol

/// A command that is on disk.
struct AcceptedCommand: Sendable {
    /// The claims.
    let command: Command
    /// SHA-256 of its envelope, 64 hex digits, for a refusal.
    let digest: String

    init(_ command: Command, envelope: String) {
        self.command = command
        digest = Fingerprint.sha256(Array(envelope.utf8))
    }

    /// Reads one back. Its signature was verified before it was stored, with the key and for the incarnation of that
    /// time, both of which may be others by now.
    /// - Throws: `ProtocolError` when this program does not understand it.
    init(_ stored: ReceivedCommand) throws(ProtocolError) {
        let text = String(decoding: stored.envelope, as: UTF8.self)
        self.init(try Envelope.parse(text, as: .command).claims(Command.self), envelope: text)
    }
}
