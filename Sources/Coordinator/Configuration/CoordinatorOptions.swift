package import Logs

/// The command line of `mintmark-coordinator`.
package struct CoordinatorOptions: Sendable, Equatable {
    /// The configuration file.
    package var configurationFile: String
    /// What the program is to be.
    package var role: Role
    /// How log lines are written.
    package var log: LogFormat

    /// What the program is to be.
    package enum Role: Sendable, Equatable {
        /// Everything, with the folder that holds what the coordinator must not lose.
        case coordinator(stateFolder: String)
        /// A resolver alone, on a copy of a coordinator's database.
        case resolver(database: String)
    }

    /// What `--help` prints.
    package static let usage = """
        usage: mintmark-coordinator --config FILE --state DIR [--log json|text]
               mintmark-coordinator --role resolver --config FILE --database FILE [--log json|text]

        --config FILE     the configuration, JSON; see docs/operating.md
        --state DIR       keys, database, tokens; made when it is not there. Back it up.
        --role ROLE       coordinator, or resolver: only sends those who scan products on; see docs/resolver.md
        --database FILE   of a resolver: a copy of a coordinator's database. It is only read.
        --log FORMAT      json or text; by itself text at a terminal, else json
        --help            this text
        """

    /// Reads the arguments after the program's name; nil when help is asked for.
    /// - Throws: `invalid`, saying what is missing or unknown.
    package init?(_ arguments: [String]) throws(CoordinatorError) {
        if arguments.contains("--help") || arguments.contains("-h") { return nil }
        var values: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard ["--config", "--state", "--role", "--database", "--log"].contains(name), values[name] == nil else {
                throw CoordinatorError(.invalid, "\"\(name)\" is unknown or given twice.\n\(Self.usage)")
            }
            guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("--") else {
                throw CoordinatorError(.invalid, "\(name) needs a value.\n\(Self.usage)")
            }
            values[name] = value
        }
        guard let configurationFile = values["--config"] else {
            throw CoordinatorError(.invalid, "--config is needed.\n\(Self.usage)")
        }
        role = try Self.role(
            values["--role"] ?? "coordinator",
            state: values["--state"],
            database: values["--database"]
        )
        guard let log = values["--log"].map(LogFormat.init(rawValue:)) ?? LogFormat.forStandardError else {
            throw CoordinatorError(.invalid, "--log takes json or text.\n\(Self.usage)")
        }
        self.log = log
        self.configurationFile = configurationFile
    }

    private static func role(_ name: String, state: String?, database: String?) throws(CoordinatorError) -> Role {
        switch (name, state, database) {
        case ("coordinator", let state?, nil): return .coordinator(stateFolder: state)
        case ("coordinator", _, _):
            throw CoordinatorError(.invalid, "A coordinator needs --state, and has no --database.\n\(usage)")
        case ("resolver", nil, let database?): return .resolver(database: database)
        case ("resolver", _, _):
            throw CoordinatorError(.invalid, "A resolver needs --database, and has no --state.\n\(usage)")
        default: throw CoordinatorError(.invalid, "--role takes coordinator or resolver.\n\(usage)")
        }
    }
}
