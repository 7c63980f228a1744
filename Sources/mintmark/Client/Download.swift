import Foundation

/// A file that the coordinator sends, saved as it comes. It appears under its name when it is whole.
struct Download {
    /// For the progress: `Exporting sales`.
    let what: String
    let method: APIClient.Method
    let path: APIPath
    /// The media type that is asked for.
    let accept: String

    /// Saves it, in place of what has that name.
    /// - Parameters:
    ///   - words: how far it is, told the next piece.
    ///   - check: looks at the whole file before it gets its name; what it throws leaves no file.
    func save(
        _ client: APIClient,
        to output: String,
        words: ([UInt8]) -> String,
        check: (String) throws -> Void = { _ in }
    ) async throws {
        let partial = "\(output).part"
        try LocalFile.write([], to: partial)
        var progress = Progress(what)
        do {
            let file = try LocalFile.appending(partial)
            defer { try? file.close() }
            try await client.stream(method, path, accept: accept) { bytes in
                try LocalFile.append(bytes, to: file, partial)
                progress.show(words(bytes))
                return true
            }
            try LocalFile.sync(file, partial)
            try check(partial)
        } catch {
            progress.end()
            LocalFile.remove(partial)
            throw error
        }
        progress.end()
        try LocalFile.rename(partial, to: output)
    }
}
