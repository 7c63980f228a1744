import ArgumentParser

/// `mintmark backup`: take backups, and look at them.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Take a backup of a running coordinator, and check one.",
        subcommands: [BackupMakeCommand.self, BackupCheckCommand.self]
    )
}
