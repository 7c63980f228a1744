import ArgumentParser

/// `mintmark alarms`: what a person must see.
struct AlarmsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarms",
        abstract: "See alarms, and acknowledge them.",
        subcommands: [AlarmsListCommand.self, AlarmsAcknowledgeCommand.self]
    )
}
