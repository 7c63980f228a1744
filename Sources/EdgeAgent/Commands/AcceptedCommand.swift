package import Journal
package import Protocol

/// A command that is on disk.
package struct AcceptedCommand: Sendable {
    /// The claims.
    package let command: Command
    /// SHA-256 of its envelope, 64 hex digits, for a refusal.
    package let digest: String

    /// A command, and the envelope that it came in.
    package init(_ command: Command, envelope: String) {
        self.command = command
        digest = Fingerprint.sha256(Array(envelope.utf8))
    }

    /// Reads one back. Its signature was verified before it was stored, with the key and for the incarnation of that
    /// time, both of which may be others by now.
    /// - Throws: `ProtocolError` when this program does not understand it.
    package init(_ stored: ReceivedCommand) throws(ProtocolError) {
        let text = String(decoding: stored.envelope, as: UTF8.self)
        self.init(try Envelope.parse(text, as: .command).claims(Command.self), envelope: text)
    }
}
