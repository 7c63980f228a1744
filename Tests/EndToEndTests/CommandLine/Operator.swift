import Foundation
import TestSupport

/// A person at the command line: the real program, asked with words.
struct Operator: Sendable {
    /// What came of a command.
    struct Result: Sendable {
        let status: Int32
        /// Standard output.
        let out: String
        /// Standard error.
        let errors: String

        /// The lines of standard output, which end with `\r\n` in CSV.
        var lines: [String] { out.split(whereSeparator: \.isNewline).map(String.init) }
    }

    let folder: TemporaryDirectory
    let environment: [String: String]

    /// Somebody who keeps address, token and certificate of a deployment in the environment.
    init(_ stand: Stand, _ changes: [String: String] = [:]) throws {
        folder = try TemporaryDirectory()
        let own = [
            "MINTMARK_URL": "https://127.0.0.1:\(stand.port)",
            "MINTMARK_TOKEN_FILE": "\(stand.coordinatorState)/operator.token",
            "MINTMARK_CERTIFICATE": "\(stand.coordinatorState)/tls.crt", "HOME": folder.path, "TZ": "UTC",
        ]
        environment = own.merging(changes) { _, changed in changed }
    }

    /// Runs a command to its end.
    func run(_ arguments: String...) async throws -> Result { try await run(arguments) }

    /// Runs a command to its end.
    func run(_ arguments: [String]) async throws -> Result {
        // Through a shell, because the two outputs have to be told apart.
        let number = arguments.joined(separator: "_").utf8.reduce(into: UInt64(5_381)) { $0 = $0 &* 33 &+ UInt64($1) }
        let (out, errors) = (folder.path("\(number).out"), folder.path("\(number).errors"))
        let child = try ChildProcess(
            "/bin/sh",
            arguments: ["-c", #"exec "$@" >"$OUT" 2>"$ERRORS" </dev/null"#, "sh", BuiltProducts.path("mintmark")]
                + arguments,
            environment: environment.merging(["OUT": out, "ERRORS": errors]) { _, own in own }
        )
        let status = try await child.waitUntilExit(timeoutSeconds: 60)
        return Result(status: status, out: try text(out), errors: try text(errors))
    }

    /// Starts a command that goes on until it is told to end.
    func start(_ arguments: String...) throws -> ChildProcess {
        try ChildProcess(BuiltProducts.path("mintmark"), arguments: arguments, environment: environment)
    }

    /// Runs a command that must be a success.
    func must(_ arguments: String...) async throws -> Result {
        let result = try await run(arguments)
        guard result.status == 0 else {
            throw TestSupportError("mintmark \(arguments.joined(separator: " ")): \(result.status), \(result.errors)")
        }
        return result
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
