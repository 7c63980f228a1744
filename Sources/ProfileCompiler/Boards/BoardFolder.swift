import Foundation

/// The board files of a folder, as `ProfileCompiler` takes them.
package enum BoardFolder {
    /// Reads every `*.yaml` of the folder: file name without ending to text.
    ///
    /// - Throws: `unreadableBoards`.
    package static func read(_ path: String) throws(ProfileError) -> [String: String] {
        var boards: [String: String] = [:]
        do {
            for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() {
                guard name.hasSuffix(".yaml") else { continue }
                let url = URL(fileURLWithPath: path).appendingPathComponent(name)
                boards[String(name.dropLast(5))] = try String(contentsOf: url, encoding: .utf8)
            }
        } catch {
            throw ProfileError(
                .unreadableBoards,
                "the board files in \(path) could not be read: name a folder that holds them",
                cause: error
            )
        }
        return boards
    }
}
