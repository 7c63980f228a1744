import ArgumentParser

/// A command without a sale that a machine is told, and the wait until it has it.
struct MachineInstruction: ParsableArguments {
    @Argument(help: MachineName.help, completion: .machines)
    var machine: String

    @Option(help: ArgumentHelp("How long to wait until the machine has it; 0 does not wait.", valueName: "seconds"))
    var wait = 15

    @OptionGroup var coordinator: CoordinatorOptions
    @OptionGroup var output: OutputOptions

    private struct Request: Encodable { let command: String }

    /// How often it is looked whether the machine has the command.
    private static let lookMilliseconds = 200

    func validate() throws {
        guard (0...3_600).contains(wait) else { throw ValidationError("--wait is from 0 to 3600 seconds.") }
    }

    /// Queues the command and waits.
    /// - Parameters:
    ///   - command: as the API calls it.
    ///   - done: what to say when the machine has done it.
    ///   - isDone: whether it has, once it has received the command: the machine before it, and now.
    func run(
        _ command: String,
        done: String,
        isDone: @escaping @Sendable (Answers.Machine, Answers.Machine) -> Bool = { _, _ in true }
    ) async throws {
        try await coordinator.withClient { client in
            let id = try await MachineName.id(machine, client)
            let path: APIPath = "/v1/machines/\(id)/commands"
            let before = try await client.get("/v1/machines/\(id)", as: Answers.Machine.self)
            let start = ContinuousClock.now
            let reply = try await client.reply(
                .post,
                path,
                Request(command: command),
                as: Answers.QueuedCommand.self
            )
            guard wait > 0 else {
                return output.show(reply) {
                    [$0.command]
                } text: { queued, _ in
                    "Command \(queued.command) is queued.\n"
                }
            }
            let milliseconds = try await until({ isDone(before, $0) }, id, client, since: start)
            output.show(reply) {
                [$0.command]
            } text: { _, _ in
                "\(id) \(done) (\(milliseconds) ms)\n"
            }
        }
    }

    /// - Returns: how long it took.
    private func until(
        _ isDone: (Answers.Machine) -> Bool,
        _ id: String,
        _ client: APIClient,
        since start: ContinuousClock.Instant
    ) async throws -> Int64 {
        // The command's counter is at most the last one that was issued now.
        let issued = try await client.get("/v1/machines/\(id)", as: Answers.Machine.self).commandsIssued
        while ContinuousClock.now - start < .seconds(wait) {
            let machine = try await client.get("/v1/machines/\(id)", as: Answers.Machine.self)
            if machine.commandsReceived >= issued, isDone(machine) { return Self.milliseconds(since: start) }
            try await Task.sleep(for: .milliseconds(Self.lookMilliseconds))
        }
        throw CommandError(
            "\(id) has not done it within \(wait) s. The command is sent when the machine connects, if it is not"
                + " too old by then; look at: mintmark machine show \(id)",
            status: .notNow
        )
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Int64 {
        let passed = (ContinuousClock.now - start).components
        return passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
