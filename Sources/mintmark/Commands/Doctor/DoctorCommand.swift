import ArgumentParser
import Doctor
import Foundation

/// `mintmark doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at a machine as a technician would, and say what is wrong and what to do.",
        discussion: """
            Looks at wiring, buses, clock, link, queue, disk and versions; moves nothing unless --pulse says what. \
            While the agent runs, lines and buses are left alone: stop it for those. Exits with 0 when all is well, \
            1 with faults, 2 with warnings alone. Every finding: docs/generated/doctor-findings.md
            """
    )

    @Argument(help: "A host, as ssh knows it; this computer without one.")
    var host: String?

    @Option(
        name: .customLong("pulse"),
        help: ArgumentHelp(
            "Turn the motor of this lane once, or drive this spare line for a moment. May be given again.",
            valueName: "lane-or-line"
        )
    )
    var pulses: [String] = []

    @Option(help: ArgumentHelp("Look for Modbus units that the profile does not have.", valueName: "from-to"))
    var scan: String?

    @Option(
        help: ArgumentHelp("Write what whoever helps needs to see, without secrets.", valueName: "file"),
        completion: .file()
    )
    var support: String?

    @Option(
        help: ArgumentHelp(
            "The agent's configuration on the machine. (default: where it was installed with the agent)",
            valueName: "file"
        )
    )
    var config: String?

    @Option(help: ArgumentHelp("The agent's state folder on the machine.", valueName: "folder"))
    var state = "/var/lib/mintmark-agent"

    @Flag(help: "Print the report as JSON, for scripts.")
    var json = false

    @OptionGroup var confirmation: Confirmation

    func validate() throws {
        for text in pulses + [scan, config, state].compactMap({ $0 }) where text.isEmpty || text.hasPrefix("-") {
            throw ValidationError("“\(text)” is no name; leave the option out instead.")
        }
        guard host?.hasPrefix("-") != true else { throw ValidationError("“\(host ?? "")” is no host.") }
    }

    func run() async throws {
        if let question = DoctorCall.question(pulses, host: host) { try confirmation.ask(question) }
        let call = DoctorCall(pulses: pulses, scan: scan, isSupport: support != nil, config: config, state: state)
        let outcome = try await Self.run(call, host: host)
        let report: DoctorReport
        if let support {
            let file = try call.supportFile(outcome)
            try LocalFile.write(outcome.output, to: support)
            report = file.report
        } else {
            report = try call.report(outcome)
        }
        if json {
            Terminal.put(report.json() + Array("\n".utf8))
        } else {
            Terminal.put(DoctorText.text(report, .current(isUTC: false)))
            if let support { Terminal.say("\nWritten to \(support). It has no secrets in it.") }
        }
        guard report.health == .well else { throw ExitCode(report.health.exitStatus) }
    }

    /// Runs the agent's doctor: here as whoever calls, over ssh as root, who may read the agent's state.
    private static func run(_ call: DoctorCall, host: String?) async throws -> LocalProcess.Ending {
        guard let host else {
            let agent = (try? Installation.program("mintmark-agent")) ?? "mintmark-agent"
            return try await LocalProcess(arguments: ["sh", "-c", call.script(now: nil, agent: agent)]).run()
        }
        return try await RemoteHost.with(host) { host in
            try await host.run(call.script(now: WallClock.milliseconds), root: true)
        }
    }
}
