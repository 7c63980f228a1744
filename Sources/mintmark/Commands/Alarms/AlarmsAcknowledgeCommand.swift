import ArgumentParser

/// `mintmark alarms acknowledge`.
struct AlarmsAcknowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "Say that you have seen alarms. What they are about still has to be put right."
    )

    @Argument(help: "The alarms' ids.", completion: .alarms)
    var alarms: [String]

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await coordinator.withClient { client in
            for alarm in alarms {
                try await client.send(.post, "/v1/alarms/\(alarm)/acknowledge")
                output.confirm(alarm, "Alarm \(alarm) is acknowledged.")
            }
        }
    }
}
