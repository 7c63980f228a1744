import Foundation
import Measuring

/// `make bench`: everything side by side in one run, because machines are noisy; medians and ratios, and no test that
/// fails because of one.
@main
struct Main {
    private static let introduction = """
        What Mintmark was measured to do, beside what it is compared with in the same run. `make performance` writes \
        this page anew; `make bench` prints the tables only. One computer's figures are no promise for another: look \
        at the ratios first.
        """

    static func main() async throws {
        guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
            print(Options.usage)
            exit(64)
        }
        let interruption = Interruption.watch()
        defer { interruption.forEach { $0.cancel() } }
        if let seconds = options.soakSeconds { return try await soak(seconds, options) }
        var report = Report(
            date: Date.now.formatted(.iso8601),
            circumstances: await MachineFacts.gather()
        )
        var hasFailed = false
        for name in Options.names where options.only.contains(name) {
            let sections: [Section]
            do {
                sections = try await run(name, options)
            } catch {
                // The others may still be worth their time; the page says that this one is missing.
                Progress.say("\(name) failed: \(error)")
                var failed = Section(name, method: "This benchmark failed in this run and has no figures.")
                failed.remarks = ["\(error)".split(separator: "\n").joined(separator: " ")]
                sections = [failed]
                hasFailed = true
            }
            for section in sections { print(Markdown.write(section)) }
            report.sections += sections
            // After each one, so that a run that is stopped leaves what it found.
            try Data(report.json()).write(to: URL(fileURLWithPath: options.json))
        }
        if let page = options.page { try write(report, to: page, isWhole: options.isWhole) }
        Progress.say("wrote \(options.json)")
        if hasFailed { exit(1) }
    }

    /// Soaks, prints what must hold, and fails when it does not.
    private static func soak(_ seconds: Double, _ options: Options) async throws {
        let date = Date.now.formatted(.iso8601)
        #if DEBUG
        let build = "debug"
        #else
        let build = "release"
        #endif
        let facts = await MachineFacts.gather() + [Report.Circumstance("programs", "\(build) builds")]
        let record: SoakRecord
        do {
            record = try await Soak.run(seconds: seconds, seed: options.seed)
        } catch {
            Progress.say("the soak failed: \(error)")
            exit(1)
        }
        print(SoakPage.checks(record).joined(separator: "\n"))
        if let page = options.page {
            let text = SoakPage.write(record, date: date, circumstances: facts)
            try text.write(toFile: page, atomically: true, encoding: .utf8)
            Progress.say("wrote \(page)")
        }
        if SoakVerdict.checks(record).contains(where: { !$0.holds }) { exit(1) }
    }

    /// Some benchmarks alone replace their sections of a page that is there.
    private static func write(_ report: Report, to page: String, isWhole: Bool) throws {
        let before = isWhole ? nil : try? String(contentsOfFile: page, encoding: .utf8)
        let text =
            before.map { Markdown.update($0, with: report) } ?? Markdown.write(report, introduction: introduction)
        try text.write(toFile: page, atomically: true, encoding: .utf8)
        Progress.say("wrote \(page)")
    }

    private static func run(_ name: String, _ options: Options) async throws -> [Section] {
        switch name {
        case "journal": [try await JournalBenchmark.run(rounds: options.rounds, seconds: 1)]
        case "ledger": [try await LedgerBenchmark.run(rounds: options.rounds, seconds: 0.7)]
        case "log": try await LogBenchmark.run(rounds: options.rounds, seconds: 4, largeLog: 1_000_000)
        case "commands": [try CommandBenchmark.run(rounds: options.rounds, seconds: 0.3)]
        case "vend": [try await VendBenchmark.run(sales: 100, traced: 20)]
        case "orders": try await OrderBenchmark.run(seconds: 4, pages: ["/m/lobby", "/"])
        case "stamping": [try await StampingBenchmark.run(rounds: options.rounds, units: 10)]
        case "links": [try LinkBenchmark.run(rounds: options.rounds, seconds: 0.5)]
        case "resolver": [try await ResolverBenchmark.run(rounds: options.rounds, seconds: 4, connections: 64)]
        case "agent": try await AgentBenchmark.run(starts: 10, loadSeconds: 6)
        default: preconditionFailure("every benchmark has a name and a case")
        }
    }
}
