import ArgumentParser

/// `mintmark rollback`.
struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Let a machine go back to the release that its present one replaced.",
        discussion: "The earlier release has to prove itself like a new one, or the machine stays with the present one."
    )

    @Argument(help: "The machine, as ssh knows it.")
    var host: String

    @OptionGroup var confirmation: Confirmation

    func run() async throws {
        try await RemoteHost.with(host) { host in
            let flasher = Flasher(host: host)
            let facts = try await flasher.facts()
            guard facts.mayBecomeRoot else { throw SSHTrouble.sudo(host: host.name) }
            guard let previous = facts.previous else {
                throw CommandError("\(host.name) has no release to go back to.", status: .notThere)
            }
            let present = facts.current.map { " from \($0.version) (\($0.number))" } ?? ""
            try confirmation.ask("Go back\(present) to \(previous.version) (\(previous.number)) on \(host.name)?")
            let begun = try await flasher.begin("back", script: "/opt/mintmark/agent/slots")
            let state = try await flasher.follow(begun, seconds: 300) { Terminal.complain("  \($0)") }
            guard state == .kept else { throw FlashEnd.error(state, host: host.name) }
            Terminal.say("\(host.name) runs \(previous.version) (\(previous.number)) again.")
        }
    }
}
