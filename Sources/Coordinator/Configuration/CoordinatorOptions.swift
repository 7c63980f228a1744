package import Logs

/// The command line of `mintmark-coordinator`.
package struct CoordinatorOptions: Sendable, Equatable {
    /// The configuration file.
    package var configurationFile: String
    /// The folder that holds everything the coordinator must not lose.
    package var stateFolder: String
    /// How log lines are written.
    package var log: LogFormat

    /// What `--help` prints.
    package static let usage = """
        usage: mintmark-coordinator --config FILE --state DIR [--log json|text]

        --config FILE   the configuration, JSON; see docs/operating.md
        --state DIR     keys, database, tokens; made when it is not there. Back it up.
        --log FORMAT    json or text; by itself text at a terminal, else json
        --help          this text
        """

    /// Reads the arguments after the program's name; nil when help is asked for.
    /// - Throws: `invalid`, saying what is missing or unknown.
    package init?(_ arguments: [String]) throws(CoordinatorError) {
        if arguments.contains("--help") || arguments.contains("-h") { return nil }
        var values: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard ["--config", "--state", "--log"].contains(name), values[name] == nil else {
                throw CoordinatorError(.invalid, "\"\(name)\" is unknown or given twice.\n\(Self.usage)")
            }
            guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("--") else {
                throw CoordinatorError(.invalid, "\(name) needs a value.\n\(Self.usage)")
            }
            values[name] = value
        }
        guard let configurationFile = values["--config"], let stateFolder = values["--state"] else {
            throw CoordinatorError(.invalid, "--config and --state are needed.\n\(Self.usage)")
        }
        guard let log = values["--log"].map(LogFormat.init(rawValue:)) ?? LogFormat.forStandardError else {
            throw CoordinatorError(.invalid, "--log takes json or text.\n\(Self.usage)")
        }
        self.log = log
        self.configurationFile = configurationFile
        self.stateFolder = stateFolder
    }
}
