import Supervision

/// How long the demo may take, and how it waits within that time.
struct DemoLimit: Sendable {
    private let end: ContinuousClock.Instant
    private let seconds: Int

    private static let poll = Duration.milliseconds(50)

    /// So many seconds from now.
    init(seconds: Int) {
        self.seconds = seconds
        end = ContinuousClock.now + .seconds(seconds)
    }

    /// Asks again and again until there is an answer.
    /// - Parameters:
    ///   - what: what is waited for, as a fact.
    ///   - supervisor: whose children have to live meanwhile.
    ///   - folder: where their logs are.
    /// - Throws: when the time is over, or when a child ended for good; with the last lines of its log.
    func wait<Answer>(
        for what: String,
        _ supervisor: Supervisor,
        _ folder: DemoFolder,
        _ question: () async throws -> Answer?
    ) async throws -> Answer {
        while true {
            try Task.checkCancellation()
            if let answer = try await question() { return answer }
            for report in supervisor.reports where report.state == .ended {
                throw CommandError(
                    "The \(report.name) \(report.lastEnd ?? "ended"); its last lines:\n\(folder.tail(of: report.name))"
                )
            }
            guard ContinuousClock.now < end else {
                let troubles = supervisor.reports.filter { !$0.isReady || $0.starts > 1 }.map(Self.trouble)
                throw CommandError(
                    (["Waited \(seconds) s in vain until \(what)."] + troubles).joined(separator: " ")
                        + " The logs are in \(folder.path)/logs."
                )
            }
            try await Task.sleep(for: Self.poll)
        }
    }

    /// Waits until the condition holds; throws as `wait` does.
    func until(
        _ what: String,
        _ supervisor: Supervisor,
        _ folder: DemoFolder,
        _ condition: () async throws -> Bool
    ) async throws {
        _ = try await wait(for: what, supervisor, folder) { try await condition() ? true : nil }
    }

    private static func trouble(_ report: ChildReport) -> String {
        let why = [report.status, report.lastEnd.map { "it \($0)" }].compactMap { $0 }.joined(separator: "; ")
        return "The \(report.name) was started \(report.starts) times\(why.isEmpty ? "" : ": \(why)")."
    }
}
