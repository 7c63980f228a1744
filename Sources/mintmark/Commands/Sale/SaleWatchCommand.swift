import ArgumentParser

/// `mintmark sale watch`.
struct SaleWatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Print what happened in a sale and what happens, until it ends or Ctrl-C."
    )

    @Argument(help: "The sale's id.", completion: .sales)
    var sale: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let (coordinator, output, sale) = (coordinator, output, sale)
        try await Interruption.ends {
            try await coordinator.withClient { client in
                let path: APIPath = "/v1/sales/\(sale)"
                // An id that is not there is an error, and not an endless wait.
                _ = try await client.get(path, as: Answers.Sale.self)
                let presentation = output.presentation
                let stream = EventStream(client: client, query: EventQuery(subject: sale))
                try await stream.follow(after: nil, trouble: Terminal.complain) { event, line in
                    guard Self.show(event, line, output, presentation) else { return false }
                    return try await client.get(path, as: Answers.Sale.self).ending == nil
                }
                guard !output.json, !output.quiet else { return }
                Terminal.put(SaleText.line(try await client.get(path, as: Answers.Sale.self)))
            }
        }
    }

    /// - Returns: false when nobody reads any more.
    private static func show(
        _ event: Answers.Event,
        _ line: [UInt8],
        _ output: OutputOptions,
        _ presentation: Presentation
    ) -> Bool {
        if output.json { return Terminal.put(line + Array("\n".utf8)) }
        if output.quiet { return Terminal.say(event.cursor) }
        return SaleTimeline.line(event, presentation).map { Terminal.say($0) } ?? true
    }
}
