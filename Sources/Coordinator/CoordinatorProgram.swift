import Database
import Glibc
import Logging
import Logs
import Platform
import ServiceLifecycle
import UnixSignals

/// `mintmark-coordinator` as a program: arguments in, exit status out.
package enum CoordinatorProgram {
    /// Runs until it is stopped.
    /// - Returns: 0 after a graceful stop, 64 for wrong arguments, 78 for a wrong configuration or state, 1 else (the
    ///   numbers of sysexits.h).
    package static func run(arguments: [String]) async -> Int32 {
        let options: CoordinatorOptions
        do {
            guard let given = try CoordinatorOptions(arguments) else {
                say(CoordinatorOptions.usage, to: 1)
                return 0
            }
            options = given
        } catch {
            say(error.message, to: 2)
            return 64
        }
        let logger = ProgramLogHandler.logger(program: "mintmark-coordinator", format: options.log)
        do {
            try await serve(options, logger)
            return 0
        } catch let error as CoordinatorError where error.code == .invalid {
            say("mintmark-coordinator: \(error.message)", to: 2)
            return 78
        } catch {
            logger.log(CoordinatorLog.stopped, ["error": "\(error)"])
            return 1
        }
    }

    private static func serve(_ options: CoordinatorOptions, _ logger: Logger) async throws {
        let configuration = try CoordinatorConfiguration.read(options.configurationFile)
        switch options.role {
        case .coordinator(let stateFolder): try await coordinate(configuration, stateFolder, logger)
        case .resolver(let database): try await resolve(configuration, database, logger)
        }
    }

    /// Runs a resolver alone, until it is stopped.
    private static func resolve(
        _ configuration: CoordinatorConfiguration,
        _ database: String,
        _ logger: Logger
    ) async throws {
        let server = try ResolverServer(
            configuration,
            database: database,
            logger: logger,
            onListening: { port in
                ServiceNotifier.ofProcess.ready()
                logger.log(
                    CoordinatorLog.listening,
                    [
                        "host": "\(configuration.listen.host)", "port": "\(port)",
                        "url": "\(configuration.resolver.root ?? configuration.publicURL)",
                    ]
                )
            }
        )
        try await ServiceGroup(
            services: [server],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        ).run()
    }

    private static func coordinate(
        _ configuration: CoordinatorConfiguration,
        _ stateFolder: String,
        _ logger: Logger
    ) async throws {
        let environment = Coordinator.Environment(logger: logger) { error in
            // Nobody knows what reached the disk; the next start reads it again.
            logger.log(CoordinatorLog.databaseFailed, ["error": "\(error)"])
            exit(70)
        }
        let coordinator = try await Coordinator.open(
            configuration,
            stateFolder: stateFolder,
            environment: environment
        )
        if let file = coordinator.newTokenFile {
            logger.log(CoordinatorLog.tokenMade, ["file": "\(file)"])
        }
        let notifier = ServiceNotifier.ofProcess
        defer { notifier.stopping() }
        try await coordinator.run { port in
            notifier.ready()
            logger.log(
                CoordinatorLog.listening,
                [
                    "host": "\(configuration.listen.host)", "port": "\(port)", "url": "\(configuration.publicURL)",
                    "deployment": "\(coordinator.keys.deployment)",
                ]
            )
        }
    }

    /// Writes a line to standard output (1) or standard error (2).
    private static func say(_ text: String, to descriptor: Int32) {
        let bytes = Array("\(text)\n".utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}
