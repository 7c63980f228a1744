import ArgumentParser

/// `mintmark recovery close`.
struct RecoveryCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Wait no longer for one machine, or for any.",
        discussion: """
            What a closed machine did since the backup is not known here until it comes after all. Close it when it \
            will not come; count its lanes first when it stands there.
            """
    )

    @Argument(help: "The machine, its name or name::fingerprint. (default: all)", completion: .machines)
    var machine: String?

    @Option(help: "Why; others will read it.")
    var note: String

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable { let note: String }

    func run() async throws {
        if machine == nil { try confirmation.ask("End the recovery though machines have not told what they did?") }
        let reply = try await coordinator.withClient { client in
            var path: APIPath = "/v1/recovery/close"
            if let machine {
                let id = try await MachineName.id(machine, client)
                path = "/v1/recovery/machines/\(id)/close"
            }
            return try await client.reply(.post, path, Request(note: note), as: Answers.Recovery.self)
        }
        output.show(reply) {
            $0.awaited
        } text: {
            RecoveryText.sheet($0, $1)
        }
    }
}
