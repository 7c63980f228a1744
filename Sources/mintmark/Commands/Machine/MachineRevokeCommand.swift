import ArgumentParser

/// `mintmark machine revoke`.
struct MachineRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a machine for good, or refuse one that asks to be let in.",
        discussion: """
            Its identity gets no session and is never enrolled again. Its open sales go to the in-doubt queue, its \
            serials become inactive, and receipts that it has not sent are not taken any more: let it send them first, \
            unless its keys were stolen. To use the computer again, remove its state directory: it then enrols with a \
            new identity.
            """
    )

    // The whole id, because there is no way back.
    @Argument(help: "The machine's id: name::fingerprint.", completion: .machines)
    var machine: String

    @Option(help: "Why; others will read it.")
    var reason: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable { let reason: String }

    func validate() throws {
        guard machine.contains("::") else {
            throw ValidationError("Write the whole id, name::fingerprint: a revocation can't be taken back.")
        }
    }

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            try await client.reply(
                .post,
                "/v1/machines/\(machine)/revoke",
                Request(reason: reason),
                as: Answers.Machine.self
            )
        }
        output.show(reply) {
            [$0.id]
        } text: { machine, _ in
            "\(machine.id) is revoked. What it left open: mintmark sale list --queue inDoubt\n"
        }
    }
}
