import Foundation
import TestSupport

/// The files of the package, read from the folder the tests were built from.
enum SourceTree {
    /// Every Swift file under `Sources` and `Tests`, and Package.swift; read once.
    static let swiftFiles = Result {
        try (["Package.swift"] + paths(under: ["Sources", "Tests"], endingIn: ".swift")).map { path in
            SourceText(path: path, text: try text(of: path))
        }
    }

    /// Paths from the package's root, sorted.
    static func paths(under folders: [String], endingIn ending: String) -> [String] {
        folders.flatMap { folder -> [String] in
            // The folder itself may be a symbolic link, which an enumerator does not follow.
            let root = URL(fileURLWithPath: "\(PackageRoot.path)/\(folder)").resolvingSymlinksInPath().path
            let names = FileManager.default.enumerator(atPath: root)
            return (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }
        }.sorted()
    }

    /// The whole text of a file; bytes that are no UTF-8 are an error.
    static func text(of path: String) throws -> String {
        try String(contentsOfFile: "\(PackageRoot.path)/\(path)", encoding: .utf8)
    }

    /// True when a file or folder is there.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(PackageRoot.path)/\(path)")
    }
}
