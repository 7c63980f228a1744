import ArgumentParser

/// `mintmark run watch`.
struct RunWatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Print the units of a run as they pass, until it is over or Ctrl-C.",
        discussion: "Exits with 1 when the run was aborted, or ended before all units were made."
    )

    @Argument(help: "The run's id.", completion: .runs)
    var run: String

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let (coordinator, output, run) = (coordinator, output, run)
        let path: APIPath = "/v1/runs/\(run)"
        try await Interruption.ends {
            try await coordinator.withClient { client in
                // An id that is not there is an error, and not an endless wait.
                let first = try await client.get(path, as: Answers.Run.self)
                try await Self.follow(run, of: first.count, client, output)
                let last = try await client.get(path, as: Answers.Run.self)
                guard last.isOver else { return }
                if !output.json, !output.quiet { Terminal.put(RunText.line(last)) }
                guard last.commissioned < last.count else { return }
                throw CommandError(RunText.shortfall(last), status: .badNews)
            }
        }
    }

    private static func follow(
        _ run: String,
        of count: Int,
        _ client: APIClient,
        _ output: OutputOptions
    ) async throws {
        var progress = Progress("Run")
        var tally = RunTally()
        let presentation = output.presentation
        let stream = EventStream(client: client, query: EventQuery(subject: run))
        defer { progress.end() }
        try await stream.follow(after: nil, trouble: Terminal.complain) { event, line in
            progress.end()
            guard show(event, line, output, presentation) else { return false }
            tally.take(event)
            progress.show(tally.words(of: count))
            return !tally.isOver
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
        return RunTimeline.line(event, presentation).map { Terminal.say($0) } ?? true
    }
}
