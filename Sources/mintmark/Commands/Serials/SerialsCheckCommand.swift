import ArgumentParser

/// `mintmark serials check`.
struct SerialsCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Count every serial again: none lost, none twice, each end in the log. Exits with 1 when one is wrong."
    )

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient {
            try await $0.reply(.get, "/v1/serials/check", as: Answers.SerialCheck.self)
        }
        output.show(reply) {
            $0.findings.map(\.subject)
        } text: {
            SerialsText.check($0, $1)
        }
        guard !reply.value.balanced else { return }
        throw CommandError(
            "The books of serials are wrong. Start no run; keep the coordinator's state as it is, and find out why.",
            status: .badNews
        )
    }
}
