import ArgumentParser

/// `mintmark ledger`: the books.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Check the books.",
        subcommands: [LedgerCheckCommand.self]
    )
}

/// `mintmark ledger check`.
struct LedgerCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Add everything up again: debits equal credits, per asset. Exits with 1 when they don't."
    )

    @OptionGroup var coordinator: CoordinatorOptions

    func run() async throws {
        let check = try await coordinator.withClient {
            try await $0.get("/v1/ledger/check", as: Answers.LedgerCheck.self)
        }
        for finding in check.findings { Terminal.say("\(finding.kind)  \(finding.subject)  \(finding.text)") }
        guard check.balanced else {
            Terminal.complain(
                "The books do not balance. Stop the coordinator, keep its state as it is, and find out why."
            )
            throw ExitCode(1)
        }
        Terminal.say("The books balance.")
    }
}
