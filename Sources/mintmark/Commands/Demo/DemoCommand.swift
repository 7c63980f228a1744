import ArgumentParser
import Logging
import Platform
import ServiceLifecycle
import Supervision
import UnixSignals

/// `mintmark demo`: everything on this computer, with simulated machines and play money.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run a shop with a simulated snack machine, and a simulated line that stamps serials.",
        discussion: """
            With --once it makes one sale and stamps one unit, shows what happened when, checks books, link and proof, \
            and exits with 0 if all was right.
            """
    )

    @Flag(help: "Make one sale and stamp one unit without a browser, print what happened, check it, and end.")
    var once = false

    @Option(help: "The coordinator's port on 127.0.0.1. (default: 8443, or any that is free)")
    var port: Int?

    @Option(help: "A folder that keeps everything for the next time. (default: a temporary one)")
    var state: String?

    @Option(help: "What is broken in the machines, such as A1=jam,S1=misread*1.")
    var faults = ""

    @Option(help: "How long starting, and with --once the sale and the unit, may take, in seconds.")
    var timeout = 60

    func validate() throws {
        guard (1...65_535).contains(port ?? 1) else { throw ValidationError("--port is from 1 to 65535.") }
        guard (1...3_600).contains(timeout) else { throw ValidationError("--timeout is from 1 to 3600 seconds.") }
    }

    func run() async throws {
        let folder = try DemoFolder(state)
        let demo: Demo
        do {
            demo = try Demo(
                folder: folder,
                options: .init(port: port, faults: faults),
                limit: DemoLimit(seconds: timeout)
            )
        } catch {
            folder.clean()
            throw error
        }
        let service = DemoService(demo: demo, isOnce: once)
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigint, .sigterm, .sighup],
            logger: Logger(label: "demo") { _ in SwiftLogNoOpLogHandler() }
        )
        configuration.maximumGracefulShutdownDuration = .seconds(60)
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// The demo as a service, so that Ctrl-C ends it in order.
private struct DemoService: Service {
    let demo: Demo
    let isOnce: Bool

    func run() async throws {
        var failure: (any Error)?
        do {
            try await cancelWhenGracefulShutdown { try await body() }
        } catch {
            failure = error
        }
        if Task.isShuttingDownGracefully { Terminal.say("\nStopping ...") }
        await demo.stop()
        // The logs of a failure are worth more than a tidy /tmp.
        let isInterrupted = Task.isShuttingDownGracefully && failure is CancellationError
        if failure == nil || isInterrupted { demo.folder.clean() }
        if let failure, !isInterrupted { throw failure }
        // Interrupted before the sale was made is not a success.
        if isOnce, isInterrupted { throw ExitCode(1) }
    }

    private func body() async throws {
        Terminal.say("Mintmark demo\n")
        let client = try await demo.start()
        do {
            if isOnce {
                try await DemoSale(client: client, demo: demo).run()
                try await DemoUnit(client: client, demo: demo).run()
            } else {
                try await serve(client)
            }
            await client.shutdown()
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Until Ctrl-C: passes on what is typed, and tells of programs that had to be started again.
    private func serve(_ client: APIClient) async throws {
        let example = try? await demo.step("stamp one unit, to have a passport to look at") {
            try await DemoUnit(client: client, demo: demo).example()
        }
        Terminal.say(DemoTexts.welcome(client.url, demo.folder, example: example))
        let (machines, vending) = (demo.machines, demo.vending)
        try DedicatedThread.start("standard-input") {
            while let line = readLine() {
                guard !line.allSatisfy(\.isWhitespace) else { continue }
                // Who is not named does not matter to the answer: both know the same words.
                let machine = machines.first { $0.isMeant(by: line) } ?? vending
                let answer =
                    (try? ControlLines.ask(line, at: machine.files.control))
                    ?? "error: the simulated machine does not answer\n"
                Terminal.put(Array(answer.utf8))
            }
        }
        var starts: [String: Int] = [:]
        while true {
            for report in demo.supervisor.reports {
                if report.starts > starts[report.name, default: 1], let reason = report.lastEnd {
                    Terminal.say(DemoTexts.restarted(report.name, reason))
                }
                starts[report.name] = report.starts
                guard report.state != .ended else {
                    throw CommandError(
                        "The \(report.name) \(report.lastEnd ?? "ended"); its last lines:\n"
                            + demo.folder.tail(of: report.name)
                    )
                }
            }
            try await Task.sleep(for: .milliseconds(250))
        }
    }
}
