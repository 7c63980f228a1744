import ArgumentParser

/// `mintmark logs`.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Show over ssh what a machine's agent logged."
    )

    @Argument(help: "The machine, as ssh knows it.")
    var host: String

    @Option(name: .shortAndLong, help: "How many lines.")
    var lines = 50

    @Flag(name: .shortAndLong, help: "Go on until it is stopped.")
    var follow = false

    func validate() throws {
        guard (1...100_000).contains(lines) else { throw ValidationError("--lines is from 1 to 100000.") }
    }

    func run() async throws {
        let follows = follow ? " --follow" : ""
        let script =
            "exec journalctl --unit=mintmark-agent --unit=mintmark-flash --unit=mintmark-slots --output=short-iso"
            + " --no-hostname --no-pager --lines=\(lines)\(follows)"
        try await RemoteHost.with(host) { host in
            let ending = try await host.run(script, root: true, shown: true)
            try host.expectSuccess(ending, doing: "The log can't be read")
        }
    }
}
