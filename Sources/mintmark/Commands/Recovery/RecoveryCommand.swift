import ArgumentParser

/// `mintmark recovery`: what follows a restore.
struct RecoveryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recovery",
        abstract: "See how far the recovery after a restore is, and decide what machines and rails can't tell.",
        subcommands: [
            RecoveryShowCommand.self, RecoveryCloseCommand.self, RecoveryPaymentsCommand.self,
            RecoverySettleCommand.self,
        ]
    )
}
