/// The command line of `mintmark-coordinator`.
package struct CoordinatorOptions: Sendable, Equatable {
    /// The configuration file.
    package var configurationFile: String
    /// The folder that holds everything the coordinator must not lose.
    package var stateFolder: String

    /// What `--help` prints.
    package static let usage = """
        usage: mintmark-coordinator --config FILE --state DIR

        --config FILE   the configuration, JSON; see docs/operating.md
        --state DIR     keys, database, tokens; made when it is not there. Back it up.
        --help          this text
        """

    /// Reads the arguments after the program's name; nil when help is asked for.
    /// - Throws: `invalid`, saying what is missing or unknown.
    package init?(_ arguments: [String]) throws(CoordinatorError) {
        if arguments.contains("--help") || arguments.contains("-h") { return nil }
        var values: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard name == "--config" || name == "--state", values[name] == nil else {
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
        self.configurationFile = configurationFile
        self.stateFolder = stateFolder
    }
}
