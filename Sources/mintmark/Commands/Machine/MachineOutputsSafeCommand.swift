import ArgumentParser

/// `mintmark machine outputs-safe`.
struct MachineOutputsSafeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outputs-safe",
        abstract: "Tell a machine to set its outputs to their safe level.",
        discussion: "This is no emergency stop: those are wired in the machine and work without any computer."
    )

    @OptionGroup var instruction: MachineInstruction

    func run() async throws {
        try await instruction.run("setOutputsSafe", done: "has received the command to set its outputs safe.")
    }
}
