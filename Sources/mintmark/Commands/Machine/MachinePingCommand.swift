import ArgumentParser

/// `mintmark machine ping`.
struct MachinePingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping",
        abstract: "Send a machine a signed command that does nothing, and wait until it has it."
    )

    @OptionGroup var instruction: MachineInstruction

    func run() async throws { try await instruction.run("ping", done: "has received it.") }
}
