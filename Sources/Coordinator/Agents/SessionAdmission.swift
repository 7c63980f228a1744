import Faults
package import Protocol

/// Decides whether a machine that proved its key may open a session. Pure: the machine's record and its claims in, a
/// verdict out.
///
/// The ratchet finds copies. Every grant offers a new one; the first use of the grant's token shows that the machine
/// has it on disk and retires the old one. A machine never shows a retired ratchet by itself, because it stores the new
/// one before it uses the token; so whoever shows one is a copy, or was restored from an image.
///
/// A machine that is ahead of the database - in commands, acknowledged receipts, epoch or incarnation, all of which the
/// coordinator stores before the machine learns of them - shows that the database is an older one. It is taken up as it
/// is, once per generation: see docs/decisions/0007-generations.md.
package enum SessionAdmission {
    /// What the newest generation of the database knows of the machine.
    package struct Generation: Equatable, Sendable {
        /// The generation's number.
        package let number: Int64
        /// Whether the machine belongs to the machines that it waits or waited for.
        package let isAwaited: Bool
        /// Whether it took the machine up as it came.
        package let isTakenUp: Bool

        /// Makes it.
        package init(number: Int64, isAwaited: Bool, isTakenUp: Bool) {
            self.number = number
            self.isAwaited = isAwaited
            self.isTakenUp = isTakenUp
        }
    }

    /// What to do with the request.
    package enum Verdict: Equatable, Sendable {
        /// Grant a session. `shown` is the ratchet that the machine has proved to hold.
        case grant(shown: String)
        /// As `grant`, and what the machine says of its counters holds from now on.
        /// - `startsGeneration`: nothing explains why it is ahead but a database that was put back: a new generation
        ///   begins.
        case takeUp(shown: String, startsGeneration: Bool)
        /// Refuse, and change nothing.
        case refuse(WireCode, String)
        /// Refuse, and set the machine aside.
        case quarantine(WireCode, String)
    }

    /// Judges `request` against what is stored of the machine.
    package static func judge(
        _ request: SessionRequest,
        of machine: MachineRecord,
        in generation: Generation
    ) -> Verdict {
        switch machine.status {
        case .pending:
            return .refuse(.notAllowed, "An operator has to allow \(machine.id) first.")
        case .quarantined:
            return .refuse(.quarantined, "\(machine.id) is in quarantine: \(machine.statusReason ?? "see its events").")
        case .revoked:
            return .refuse(.revoked, "\(machine.id) was revoked for good: \(machine.statusReason ?? "see its events").")
        case .allowed:
            break
        }
        guard request.inc >= machine.incarnation else {
            return .refuse(
                .wrongIncarnation,
                "The journal is incarnation \(request.inc), in force is \(machine.incarnation); enrol again."
            )
        }
        let shown = Array(request.ratchet.utf8)
        let isKnown = [machine.ratchet, machine.nextRatchet].compactMap { $0 }.contains {
            Fingerprint.equal(shown, Array($0.utf8))
        }
        let ahead = Ahead(request, machine)
        guard isKnown || ahead.isAny || Mutant.olderJournalsAdmitted.isActive else {
            return .quarantine(.staleRatchet, "The machine's state is a copy, or was restored from an old image.")
        }
        let isBehind = request.inc == machine.incarnation && request.lastCounter < machine.receivedCounter
        guard (!isBehind && request.nextSequence > machine.through) || Mutant.olderJournalsAdmitted.isActive else {
            return .quarantine(
                .staleRatchet,
                "The journal stands at command \(request.lastCounter) and receipt \(request.nextSequence - 1), but "
                    + "\(machine.receivedCounter) and \(machine.through) were acknowledged; it was restored."
            )
        }
        guard ahead.isAny else { return .grant(shown: request.ratchet) }
        return takeUp(request, isKnown: isKnown, ahead: ahead, in: generation)
    }

    private static func takeUp(
        _ request: SessionRequest,
        isKnown: Bool,
        ahead: Ahead,
        in generation: Generation
    ) -> Verdict {
        let shown = Epoch.generation(of: request.epoch ?? 0)
        guard generation.isTakenUp else {
            // A number of this generation, given by nobody here: another life of the database had the same number.
            let isForeign = shown >= generation.number
            return .takeUp(shown: request.ratchet, startsGeneration: !generation.isAwaited || isForeign)
        }
        // It still sends what this generation has not got.
        if isKnown, !ahead.inNumbers { return .takeUp(shown: request.ratchet, startsGeneration: false) }
        guard isKnown || shown >= generation.number else {
            return .quarantine(
                .staleRatchet,
                "Since the database was restored another machine came with this identity; one of the two is a copy."
            )
        }
        return .takeUp(shown: request.ratchet, startsGeneration: true)
    }

    /// In what a machine is ahead of the database.
    private struct Ahead {
        /// In its incarnation, the counters given to it or the sessions granted to it.
        let inNumbers: Bool
        /// In the receipts that it need not keep any more.
        let inReceipts: Bool

        init(_ request: SessionRequest, _ machine: MachineRecord) {
            inNumbers =
                request.inc > machine.incarnation || request.lastCounter > machine.lastCounter
                || (request.epoch ?? 0) > machine.epoch
            inReceipts = (request.acknowledged ?? 0) > machine.through
        }

        var isAny: Bool { inNumbers || inReceipts }
    }
}
