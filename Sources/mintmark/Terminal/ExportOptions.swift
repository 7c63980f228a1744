import ArgumentParser
import Foundation

/// Where an export goes.
struct ExportOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "Write it to this file. (default: standard output)",
        completion: .file(extensions: ["csv"])
    )
    var output: String?

    @OptionGroup var coordinator: CoordinatorOptions

    /// Writes what the coordinator sends, as it comes. A file appears under its name when it is whole.
    /// - Parameter what: for the progress: `Exporting sales`.
    func run(_ what: String, path: (APIClient) async throws -> APIPath) async throws {
        try await coordinator.withClient { client in
            let path = try await path(client)
            guard let output else {
                return try await client.stream(path, accept: "text/csv") { Terminal.put($0) }
            }
            try await save(client, path, to: output, what)
        }
    }

    private func save(_ client: APIClient, _ path: APIPath, to output: String, _ what: String) async throws {
        let partial = "\(output).part"
        try LocalFile.write([], to: partial)
        var progress = Progress(what)
        var rows = 0
        do {
            let file = try LocalFile.appending(partial)
            defer { try? file.close() }
            try await client.stream(path, accept: "text/csv") { bytes in
                try LocalFile.append(bytes, to: file, partial)
                rows += bytes.count { $0 == UInt8(ascii: "\n") }
                progress.show(Words.count(rows, "line"))
                return true
            }
        } catch {
            progress.end()
            LocalFile.remove(partial)
            throw error
        }
        progress.end()
        try LocalFile.rename(partial, to: output)
        Terminal.complain("\(output) has \(Words.count(rows, "line")).")
    }
}
