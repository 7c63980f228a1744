import ArgumentParser

/// Where an export goes.
struct ExportOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "Write it to this file. (default: standard output)",
        completion: .file()
    )
    var output: String?

    @OptionGroup var coordinator: CoordinatorOptions

    /// Writes the lines that the coordinator sends, as they come.
    /// - Parameters:
    ///   - what: for the progress: `Exporting sales`.
    ///   - accept: the media type that is asked for.
    func run(_ what: String, accept: String = "text/csv", path: (APIClient) async throws -> APIPath) async throws {
        try await coordinator.withClient { client in
            let path = try await path(client)
            guard let output else {
                return try await client.stream(.get, path, accept: accept) { Terminal.put($0) }
            }
            var rows = 0
            try await Download(what: what, method: .get, path: path, accept: accept).save(client, to: output) { bytes in
                rows += bytes.count { $0 == UInt8(ascii: "\n") }
                return Words.count(rows, "line")
            }
            Terminal.complain("\(output) has \(Words.count(rows, "line")).")
        }
    }
}
