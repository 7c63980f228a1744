import ArgumentParser

/// `mintmark run list`.
struct RunListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the runs, the newest first.")

    @Option(help: "Only those of this machine.", completion: .machines)
    var machine: String?

    @OptionGroup var page: PageOptions
    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let reply = try await coordinator.withClient { client in
            let path = page.applied(to: "/v1/runs").with("machine", try await MachineName.id(ifAny: machine, client))
            return try await client.reply(.get, path, as: Answers.Runs.self)
        }
        output.show(reply) {
            $0.runs.map(\.id)
        } text: {
            RunText.list($0.runs, $1, now: WallClock.milliseconds)
        }
        page.tellOfMore(reply.value.next, output)
    }
}
