import ArgumentParser

/// `mintmark machine`: the enrolled machines.
struct MachineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machine",
        abstract: "See, allow and enrol machines.",
        subcommands: [MachineListCommand.self, MachineAllowCommand.self, MachineSecretCommand.self]
    )
}

/// `mintmark machine list`.
struct MachineListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the machines and how they are."
    )

    @OptionGroup var coordinator: CoordinatorOptions

    func run() async throws {
        let machines = try await coordinator.withClient { try await $0.get("/v1/machines", as: Answers.Machines.self) }
        guard !machines.machines.isEmpty else { return Terminal.say("No machine has asked to be enrolled yet.") }
        for machine in machines.machines {
            let troubles = machine.lanes.filter { !$0.ready }.map { "\($0.id): \($0.reason ?? "not ready")" }
            Terminal.say(
                [
                    machine.id,
                    machine.status + (machine.statusReason.map { " (\($0))" } ?? ""),
                    machine.connected ? "connected" : "not connected",
                    machine.profileMatches ? "profile as on record" : "profile differs or is not set",
                    troubles.isEmpty ? "\(machine.lanes.count) lanes ready" : troubles.joined(separator: ", "),
                ].joined(separator: "  ")
            )
        }
    }
}

/// `mintmark machine allow`.
struct MachineAllowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Allow a machine that asked to be enrolled, or that was set aside."
    )

    @OptionGroup var coordinator: CoordinatorOptions

    @Argument(help: "The machine's id: name::fingerprint. Compare the fingerprint with what the machine itself shows.")
    var machine: String

    func run() async throws {
        try await coordinator.withClient { client in
            try await client.send(.post, "/v1/machines/\(machine)/allow", bytes: Array("{}".utf8))
        }
        Terminal.say("\(machine) is allowed.")
    }
}

/// `mintmark machine secret`.
struct MachineSecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract: "Make a one-time secret that enrols one machine without further asking."
    )

    @OptionGroup var coordinator: CoordinatorOptions

    @Argument(help: "The machine's name: a-z, 0-9 and hyphens.")
    var name: String

    @Option(help: "How long it is valid, in minutes.")
    var minutes: Int64 = 60

    private struct Request: Encodable {
        let name: String
        let validSeconds: Int64
    }

    func validate() throws {
        guard (1...10_080).contains(minutes) else { throw ValidationError("--minutes is from 1 to 10080, a week.") }
    }

    func run() async throws {
        let secret = try await coordinator.withClient { client in
            try await client.send(
                .post,
                "/v1/machines/secrets",
                Request(name: name, validSeconds: minutes * 60),
                as: Answers.Secret.self
            )
        }
        // Nothing but the secret on standard output, so that it can be put into a file.
        Terminal.say(secret.secret)
    }
}
