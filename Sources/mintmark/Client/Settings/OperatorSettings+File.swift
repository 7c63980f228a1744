import Foundation
import Protocol

extension OperatorSettings {
    /// The usual configuration file, or the one that the environment names (XDG Base Directory Specification).
    /// - Returns: its path, and whether it has to be there.
    static func file(_ environment: [String: String]) -> (path: String, isNamed: Bool)? {
        if let named = environment[Variable.configuration.rawValue], !named.isEmpty { return (named, true) }
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return ("\(folder)/mintmark/config.json", false)
        }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return ("\(home)/.config/mintmark/config.json", false)
    }

    /// Reads a configuration file: a JSON object with `url`, `tokenFile` and `certificate`, each optional. Paths in it
    /// begin at its folder; `~/` is the home folder.
    /// - Throws: `CommandError` when it has another member, so that a typing error is never silence.
    static func read(_ bytes: [UInt8], path: String, home: String?) throws -> OperatorSettings {
        let members: [String: String]
        do {
            members = try StrictJSON.decode([String: String].self, from: bytes)
        } catch {
            throw CommandError(
                "\(path) is not the JSON object of texts that a configuration file is; see docs/command-line.md.",
                cause: error.message,
                status: .configuration
            )
        }
        let known = ["url", "tokenFile", "certificate"]
        if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw CommandError(
                "\(path) has a member “\(unknown)” that nobody knows; it may have \(known.joined(separator: ", ")).",
                status: .configuration
            )
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        func resolved(_ name: String) -> String? {
            guard let value = members[name] else { return nil }
            if value.hasPrefix("~/"), let home { return home + value.dropFirst() }
            return value.hasPrefix("/") ? value : "\(folder)/\(value)"
        }
        return OperatorSettings(
            url: members["url"],
            tokenFile: resolved("tokenFile"),
            certificate: resolved("certificate")
        )
    }

    /// What the environment says, completed by the configuration file, if there is one.
    static func ofThisUser(_ environment: [String: String]) throws -> OperatorSettings {
        let said = OperatorSettings(environment: environment)
        guard let file = file(environment), file.isNamed || LocalFile.exists(file.path) else { return said }
        let home = environment["HOME"]
        return said.completed(by: try read(LocalFile.read(file.path), path: file.path, home: home))
    }
}
