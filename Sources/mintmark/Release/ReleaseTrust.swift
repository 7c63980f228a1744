import ArgumentParser
import Foundation
import Protocol

/// Which release keys a technician believes.
struct ReleaseTrust: ParsableArguments {
    /// The environment's name for the file.
    static let variable = "MINTMARK_RELEASE_KEY"

    @Option(
        name: .customLong("release-key"),
        help: ArgumentHelp(
            "A file with a public release key that you believe; for each. (default: $\(variable))",
            valueName: "file"
        ),
        completion: .file()
    )
    var files: [String] = []

    /// The keys.
    /// - Throws: `CommandError` when none is named, or a file has none.
    func keys(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> [VerifyingKey] {
        let named = files.isEmpty ? environment[Self.variable].map { [$0] } ?? [] : files
        guard !named.isEmpty else {
            throw CommandError(
                "Nothing says whose releases you believe: name the public key with --release-key FILE, or in"
                    + " \(Self.variable).",
                status: .configuration
            )
        }
        return try named.map { path in
            do {
                return try VerifyingKey(text: try LocalFile.text(path))
            } catch let error as ProtocolError {
                throw CommandError("\(path) has no public key.", cause: error.message, status: .data)
            }
        }
    }
}
