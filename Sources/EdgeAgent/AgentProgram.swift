import FoundationEssentials
import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// `mintmark-agent --state DIR --config FILE`.
package enum AgentProgram {
    /// Exit status for a wrong command line or configuration, sysexits(3) EX_CONFIG: starting again does not help.
    private static let configurationStatus: Int32 = 78

    /// Runs the program; returns when it was stopped.
    package static func main(_ arguments: [String]) async {
        guard let (state, config) = parse(arguments) else {
            say("usage: mintmark-agent --state DIR --config FILE")
            exit(64)
        }
        do {
            let configuration = try AgentConfiguration.load(config)
            var logger = Logger(label: "agent") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = configuration.logLevel.flatMap(Logger.Level.init(rawValue:)) ?? .info
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let agent = try await Agent.open(
                configuration: configuration,
                stateDirectory: state,
                environment: environment,
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
            say("mintmark-agent: \(error)")
            exit(1)
        }
    }

    private static func parse(_ arguments: [String]) -> (state: String, config: String)? {
        var values: [String: String] = [:]
        var rest = arguments.dropFirst()
        while let name = rest.popFirst() {
            guard ["--state", "--config"].contains(name), let value = rest.popFirst() else { return nil }
            values[name] = value
        }
        guard let state = values["--state"], let config = values["--config"] else { return nil }
        return (state, config)
    }

    private static var environment: [String: String] {
        var result: [String: String] = [:]
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC"] {
            if let value = getenv(name) { result[name] = String(cString: value) }
        }
        return result
    }

    private static func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
