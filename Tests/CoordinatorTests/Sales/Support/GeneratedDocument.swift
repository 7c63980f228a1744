import Foundation
import TestSupport
import Testing

/// A page of the documentation that is printed from the code. With MINTMARK_REGENERATE=1 it is written, else compared.
enum GeneratedDocument {
    static func expect(_ name: String, is text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = "\(PackageRoot.path)/docs/generated/\(name)"
        if ProcessInfo.processInfo.environment["MINTMARK_REGENERATE"] == "1" {
            let folder = URL(filePath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        }
        let kept = try? String(contentsOf: URL(filePath: path), encoding: .utf8)
        #expect(
            kept == text,
            "docs/generated/\(name) differs from the code. Run the tests with MINTMARK_REGENERATE=1 and commit it.",
            sourceLocation: sourceLocation
        )
    }
}
