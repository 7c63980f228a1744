import ArgumentParser

/// `mintmark machine rotate-key`.
struct MachineRotateKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key",
        abstract: "Have a machine replace the key that signs its sessions and receipts.",
        discussion: """
            The old key is dropped once the machine has connected with the new one; receipts that it signed stay good. \
            The identity key, which is in the machine's id, stays.
            """
    )

    @OptionGroup var instruction: MachineInstruction

    func run() async throws {
        try await instruction.run("rotateKey", done: "has connected with a new key.") { $0.key != $1.key }
    }
}
