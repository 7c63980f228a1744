package import Journal
package import Protocol

extension Command {
    /// The longest name of a lane or a sale, in bytes: a receipt repeats both, and has to fit into its envelope.
    private static let maximumNameBytes = 128

    /// Checks what the verifier does not: that the body makes sense to a machine.
    package func checkBody() throws(ProtocolError) {
        switch body {
        case .deliver(let deliver):
            let longest = Self.maximumNameBytes
            guard max(deliver.lane.utf8.count, deliver.sale.utf8.count) <= longest else {
                throw ProtocolError(.tooLarge, "A lane or a sale has a name of more than \(longest) bytes.")
            }
        case .grantBlock(let grant): try grant.check()
        case .returnBlock(let block): try block.check()
        case .startRun(let start): try start.check()
        case .controlRun(let control): try control.check()
        case .setOutputsSafe, .ping, .rotateKey: break
        }
    }
}

extension IncomingCommand {
    /// A command that was verified, as the journal takes it.
    /// - Throws: `malformed` when its body can't be written.
    package init(_ command: Command, envelope: String, at instant: JournalInstant) throws(ProtocolError) {
        self.init(
            id: command.jti,
            counter: command.cnt,
            bodyHash: try command.bodyHash(),
            envelope: Array(envelope.utf8),
            traceparent: command.traceparent,
            received: instant
        )
    }
}
