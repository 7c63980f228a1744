import ArgumentParser

/// `mintmark machine`: the enrolled machines.
struct MachineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machine",
        abstract: "See, enrol, allow and set aside machines.",
        subcommands: [
            MachineListCommand.self, MachineShowCommand.self, MachineAllowCommand.self, MachineQuarantineCommand.self,
            MachineSecretCommand.self, MachineProfileCommand.self, MachinePingCommand.self,
            MachineOutputsSafeCommand.self,
        ]
    )
}
