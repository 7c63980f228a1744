package import Protocol

/// Decides whether a machine that proved its key may open a session. Pure: the machine's record and its claims in, a
/// verdict out.
///
/// The ratchet finds copies. Every grant offers a new one; the first use of the grant's token shows that the machine
/// has it on disk and retires the old one. A machine never shows a retired ratchet by itself, because it stores the new
/// one before it uses the token; so whoever shows one is a copy, or was restored from an image.
package enum SessionAdmission {
    /// What to do with the request.
    package enum Verdict: Equatable, Sendable {
        /// Grant a session. `shown` is the ratchet that the machine has proved to hold.
        case grant(shown: String)
        /// Refuse, and change nothing.
        case refuse(WireCode, String)
        /// Refuse, and set the machine aside.
        case quarantine(WireCode, String)
    }

    /// Judges `request` against what is stored of the machine.
    package static func judge(_ request: SessionRequest, of machine: MachineRecord) -> Verdict {
        switch machine.status {
        case .pending:
            return .refuse(.notAllowed, "An operator has to allow \(machine.id) first.")
        case .quarantined:
            return .refuse(.quarantined, "\(machine.id) is in quarantine: \(machine.statusReason ?? "see its events").")
        case .allowed:
            break
        }
        guard request.inc == machine.incarnation else {
            return .refuse(
                .wrongIncarnation,
                "The journal is incarnation \(request.inc), in force is \(machine.incarnation); enrol again."
            )
        }
        guard request.ratchet == machine.ratchet || request.ratchet == machine.nextRatchet else {
            return .quarantine(.staleRatchet, "The machine's state is a copy, or was restored from an old image.")
        }
        guard request.lastCounter >= machine.receivedCounter, request.nextSequence > machine.through else {
            return .quarantine(
                .staleRatchet,
                "The journal stands at command \(request.lastCounter) and receipt \(request.nextSequence - 1), but "
                    + "\(machine.receivedCounter) and \(machine.through) were acknowledged; it was restored."
            )
        }
        guard request.lastCounter <= machine.lastCounter else {
            return .quarantine(
                .sequence,
                "The journal has command \(request.lastCounter), but only \(machine.lastCounter) were issued; the "
                    + "coordinator's database was restored."
            )
        }
        return .grant(shown: request.ratchet)
    }
}
