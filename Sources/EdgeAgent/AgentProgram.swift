import FoundationEssentials
import Glibc
import Logging
import Logs
import NIOCore
import NIOPosix
import Platform
import ServiceLifecycle
import UnixSignals

/// `mintmark-agent [identity] --state DIR --config FILE [--log json|text]`.
package enum AgentProgram {
    /// Exit status for a wrong command line or configuration, sysexits(3) EX_CONFIG: starting again does not help.
    private static let configurationStatus: Int32 = 78

    /// Runs the program; returns when it was stopped.
    package static func main(_ arguments: [String]) async {
        guard let (state, config, format) = parse(arguments) else {
            say("usage: mintmark-agent [identity] --state DIR --config FILE [--log json|text]")
            exit(64)
        }
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
