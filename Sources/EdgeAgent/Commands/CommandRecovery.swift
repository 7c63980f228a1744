package import GPIO
package import Journal
package import Machine
package import Protocol

/// What a start does with the commands that the last life left on disk. Pure; the agent and the simulator carry it out.
package enum CommandRecovery {
    /// What becomes of a command without an intent: it did not run for certain.
    package enum Waiting: Sendable {
        /// It is judged again and run, like a new one.
        case run(AcceptedCommand)
        /// It is a delivery of an earlier life of the journal, and never runs.
        case ended(AcceptedCommand, DeliveryResult)
        /// It is something else of an earlier life, and is refused.
        case refused(AcceptedCommand, WireCode, String)
    }

    /// Decides on a command without an intent.
    /// - Parameter incarnation: the present life of the journal.
    /// - Throws: `ProtocolError` when this program does not understand the command.
    package static func waiting(
        _ stored: ReceivedCommand,
        incarnation: Int64
    ) throws(ProtocolError) -> Waiting {
        let accepted = try AcceptedCommand(stored)
        guard stored.incarnation != incarnation else { return .run(accepted) }
        switch accepted.command.body {
        case .deliver: return .ended(accepted, DeliveryResult(.cannotStart, .stopped))
        case .setOutputsSafe, .ping, .rotateKey, .grantBlock, .returnBlock, .startRun, .controlRun:
            return .refused(accepted, .wrongIncarnation, "The journal has a new incarnation.")
        }
    }

    /// The result of a command whose intent is on disk without an outcome: it is never run again.
    /// - Parameter levels: the inputs as they are now, with the outputs already safe.
    /// - Throws: `ProtocolError` when this program does not understand the command.
    package static func interrupted(
        _ stored: ReceivedCommand,
        profile: MachineProfile,
        levels: [LineName: Level]
    ) throws(ProtocolError) -> (command: AcceptedCommand, result: DeliveryResult) {
        let accepted = try AcceptedCommand(stored)
        guard case .deliver(let deliver) = accepted.command.body, let lane = profile.lane(deliver.lane) else {
            return (accepted, DeliveryResult(.inDoubt, .interrupted))
        }
        return (accepted, .restartResolution(forOpenIntentOf: lane, of: profile, levels: levels))
    }
}
