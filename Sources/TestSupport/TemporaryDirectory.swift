import FoundationEssentials
import Glibc

/// A folder of one test, empty at first, removed with everything in it when the last reference goes.
package final class TemporaryDirectory: Sendable {
    /// Absolute, without a slash at the end.
    package let path: String

    /// Makes the folder under `TMPDIR`, or `/tmp`, readable by this user only. The path is kept short, because a Unix
    /// socket's name inside it may have 107 bytes at most.
    package init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/mintmark-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw TestSupportError("no temporary folder under \(parent): \(systemMessage(errno))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The absolute path of something in the folder; it need not exist.
    package func path(_ name: String) -> String {
        "\(path)/\(name)"
    }
}
