/// Decides whether an envelope is a command for this machine. It needs no network and no clock: signature, audience,
/// incarnation and shape. The counter is judged by the journal, the expiry by the clock's owner, what the profile
/// allows by the profile's owner.
package struct CommandVerifier: Sendable {
    /// This machine.
    package var machine: MachineID
    /// The incarnation of its journal.
    package var incarnation: Int64
    /// The newest keyset that it has stored.
    package var keyset: Keyset

    /// Makes a verifier.
    package init(machine: MachineID, incarnation: Int64, keyset: Keyset) {
        self.machine = machine
        self.incarnation = incarnation
        self.keyset = keyset
    }

    /// The command in `compact`.
    /// - Throws: the codes of `Envelope`, `unsupportedVersion`, `wrongIssuer`, `wrongAudience`, `wrongIncarnation`, or
    ///   `malformed` when a claim makes no sense.
    package func verify(_ compact: String) throws(ProtocolError) -> Command {
        let envelope = try Envelope.parse(compact, as: .command)
        let command = try envelope.verified(by: keyset.key(envelope.keyID, for: .command)).claims(Command.self)
        guard command.ver == 1 else {
            throw ProtocolError(.unsupportedVersion, "Command version \(command.ver) is unknown; update this program.")
        }
        guard command.iss == keyset.iss else {
            throw ProtocolError(.wrongIssuer, "The command comes from deployment \(command.iss), not \(keyset.iss).")
        }
        guard command.aud == machine else {
            throw ProtocolError(.wrongAudience, "The command is for \(command.aud), this machine is \(machine).")
        }
        guard command.inc == incarnation else {
            throw ProtocolError(
                .wrongIncarnation,
                "The command is for incarnation \(command.inc) of the journal, this one is \(incarnation)."
            )
        }
        guard Identifier.isValid(command.jti), command.cnt >= 1, command.exp >= command.iat, command.iat >= 0,
            TraceParent.isValid(command.traceparent)
        else {
            throw ProtocolError(.malformed, "A claim of command \(command.jti.prefix(32)) is out of its range.")
        }
        return command
    }
}
