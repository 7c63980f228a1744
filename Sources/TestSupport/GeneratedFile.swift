import FoundationEssentials
import Glibc

/// A page of `docs/generated` that a test writes: the table in it is the code's own, so it cannot fall behind.
///
/// `make docs` runs the suites that use this in a file named after them, `SaleTableTests.swift`.
package enum GeneratedFile {
    /// True with `MINTMARK_REGENERATE=1` in the environment.
    package static let isRegenerating = getenv("MINTMARK_REGENERATE").map { String(cString: $0) } == "1"

    /// Compares a committed file with what it should hold, or writes it.
    ///
    /// - Parameters:
    ///   - path: From the root: `docs/generated/sales.md`.
    ///   - contents: The whole file.
    ///   - root: The package's own, unless a test of this very function says otherwise.
    ///   - isRegenerating: Whether to write the file instead.
    /// - Throws: `TestSupportError` with the first line that differs, and how to write the file anew.
    package static func verify(
        _ path: String,
        contents: String,
        under root: String = PackageRoot.path,
        isRegenerating: Bool = isRegenerating
    ) throws {
        let fullPath = "\(root)/\(path)"
        guard !isRegenerating else {
            let folder = fullPath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            try FileManager.default.createDirectory(
                atPath: folder.joined(separator: "/"),
                withIntermediateDirectories: true
            )
            return try Data(contents.utf8).write(to: URL(filePath: fullPath), options: .atomic)
        }
        guard let bytes = FileManager.default.contents(atPath: fullPath) else {
            throw TestSupportError("\(path) is not there; `make docs` writes it")
        }
        let committed = String(decoding: bytes, as: UTF8.self)
        guard committed != contents else { return }
        let wanted = contents.split(separator: "\n", omittingEmptySubsequences: false)
        let present = committed.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(wanted, present).prefix { $0 == $1 }.count
        throw TestSupportError(
            """
            \(path) differs from the code from line \(line + 1) on; `make docs` writes it anew.
            committed: \(line < present.count ? present[line] : "(nothing)")
            the code:  \(line < wanted.count ? wanted[line] : "(nothing)")
            """
        )
    }
}
