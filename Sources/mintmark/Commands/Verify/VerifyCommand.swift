import ArgumentParser

/// `mintmark verify`: checks what a coordinator signed, without asking it.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check what a coordinator signed, offline.",
        subcommands: [VerifyProofCommand.self, VerifyAuditCommand.self],
        defaultSubcommand: VerifyProofCommand.self
    )
}
