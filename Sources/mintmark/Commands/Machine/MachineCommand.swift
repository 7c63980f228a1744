import ArgumentParser

/// `mintmark machine`: the enrolled machines.
struct MachineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machine",
        abstract: "See, enrol, allow, set aside and revoke machines.",
        subcommands: [
            MachineListCommand.self, MachineShowCommand.self, MachineAllowCommand.self, MachineQuarantineCommand.self,
            MachineRevokeCommand.self, MachineSecretCommand.self, MachineRotateKeyCommand.self,
            MachineProfileCommand.self, MachinePingCommand.self, MachineOutputsSafeCommand.self,
        ]
    )
}
