import FoundationEssentials
import Glibc
import Logging
import Logs
import NIOCore
import NIOPosix
import Platform
import ServiceLifecycle
import UnixSignals

/// `mintmark-agent --state DIR --config FILE [--log json|text]`, and the words that ask the agent that runs.
package enum AgentProgram {
    /// Exit status for a wrong command line or configuration, sysexits(3) EX_CONFIG: starting again does not help.
    private static let configurationStatus: Int32 = 78

    /// Runs the program; returns when it was stopped.
    package static func main(_ arguments: [String]) async {
        if arguments.dropFirst().first == "doctor" { exit(await DoctorCommand.run(Array(arguments.dropFirst(2)))) }
        if let word = arguments.dropFirst().first, LocalCommand.names.contains(word) { ask(arguments.dropFirst()) }
        guard let (state, config, format) = parse(arguments) else { refuseUsage() }
        var logger = ProgramLogHandler.logger(program: "mintmark-agent", format: format)
        do {
            let configuration = try AgentConfiguration.load(config)
            if arguments.dropFirst().first == "identity" {
                return say("\(try IdentityCommand.id(state: state, configuration: configuration))", to: STDOUT_FILENO)
            }
            logger.logLevel = configuration.logLevel.flatMap(Logger.Level.init(rawValue:)) ?? .info
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let agent = try await Agent.open(
                configuration: configuration,
                stateDirectory: state,
                notifier: .ofProcess,
                logger: logger,
                group: group
            )
            try await ServiceGroup(
                services: [agent],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            ).run()
            try await group.shutdownGracefully()
        } catch let error as AgentError where error.code == .configuration {
            say("mintmark-agent: \(error)")
            exit(configurationStatus)
        } catch {
            logger.log(AgentLog.failed, ["error": "\(error)"])
            exit(1)
        }
    }

    private static func ask(_ arguments: ArraySlice<String>) -> Never {
        guard let command = LocalCommand(arguments) else { refuseUsage() }
        let ending = command.run()
        say(ending.text, to: STDOUT_FILENO)
        exit(ending.status)
    }

    private static func refuseUsage() -> Never {
        say(
            """
            usage: mintmark-agent --state DIR --config FILE [--log json|text]
                   mintmark-agent identity --state DIR --config FILE
                   mintmark-agent doctor --state DIR --config FILE [--json] [--pulse LANE-OR-LINE]...
                                         [--scan FROM-TO] [--support FILE]
                   mintmark-agent status --socket PATH
                   mintmark-agent gate --socket PATH [--offline]
                   mintmark-agent lease --socket PATH --owner NAME --seconds N
                   mintmark-agent end-lease --socket PATH --owner NAME
            """
        )
        exit(64)
    }

    private static func parse(_ arguments: [String]) -> (state: String, config: String, log: LogFormat)? {
        var values: [String: String] = [:]
        var rest = arguments.dropFirst()
        if rest.first == "identity" { rest = rest.dropFirst() }
        while let name = rest.popFirst() {
            guard ["--state", "--config", "--log"].contains(name), let value = rest.popFirst() else { return nil }
            values[name] = value
        }
        guard let state = values["--state"], let config = values["--config"],
            let log = values["--log"].map(LogFormat.init(rawValue:)) ?? LogFormat.forStandardError
        else { return nil }
        return (state, config, log)
    }

    private static func say(_ text: String, to descriptor: Int32 = STDERR_FILENO) {
        let line = Array((text + "\n").utf8)
        _ = write(descriptor, line, line.count)
    }
}
